package io.nftproxy.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.testing.Skipped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** Services in a cluster whose only service proxy is our image. */
@Tag("cluster")
class K3sClusterIT {
    /** Enough to reach both pods: one of them is missed once in 2^39 times. */
    private static final int REQUESTS = 40;

    /** Two pods that answer with their names, a Service for them, and a client pod. */
    private static final String OBJECTS =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                    - name: web
                      image: busybox:1.37
                      command: [sh, -c]
                      args: ["mkdir /www; hostname >/www/name; exec httpd -f -p 8080 -h /www"]
                      readinessProbe: {httpGet: {path: /name, port: 8080}, periodSeconds: 1}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec:
              type: NodePort
              selector: {app: web}
              ports: [{port: 80, targetPort: 8080, nodePort: 30080}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: client}
            spec:
              selector: {matchLabels: {app: client}}
              template:
                metadata: {labels: {app: client}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                    - {name: client, image: "busybox:1.37", command: [sleep, infinity]}
            """;

    private static K3sCluster cluster;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            Skipped.because("no cluster: there is no Docker engine");
        }
        cluster = K3sCluster.start();
        cluster.rolledOut("kube-system", "deployment/coredns");
        cluster.apply(OBJECTS);
        cluster.rolledOut("default", "deployment/web");
        cluster.rolledOut("default", "deployment/client");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void thereIsNoOtherProxy() throws Exception {
        assertThat(cluster.run("ps")).doesNotContain("kube-proxy --");
        assertThat(cluster.kubectl("-n", "kube-system", "get", "pods", "-o", "name"))
                .contains("pod/nftproxy-");
    }

    @Test
    void podsReachEachPodOfAServiceByItsName() throws Exception {
        assertThat(fromPod("web.default.svc.cluster.local")).isEqualTo(pods());
    }

    @Test
    void podsReachEachPodOfAServiceByItsAddress() throws Exception {
        String address =
                cluster.kubectl("get", "service", "web", "-o", "jsonpath={.spec.clusterIP}");
        assertThat(fromPod(address)).isEqualTo(pods());
    }

    @Test
    void clientsOutsideReachTheServiceByItsNodePort() throws Exception {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < REQUESTS; i++) {
            URLConnection connection =
                    URI.create("http://" + cluster.outside() + "/name").toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            try (InputStream body = connection.getInputStream()) {
                names.add(new String(body.readAllBytes(), UTF_8).strip());
            }
        }
        assertThat(names).isEqualTo(pods());
    }

    @Test
    void followsPodsThatAreReplaced() throws Exception {
        Set<String> before = pods();
        cluster.restart("default", "deployment/web");
        assertThat(pods()).doesNotContainAnyElementsOf(before);
        assertThat(fromPod("web")).isEqualTo(pods());
    }

    @Test
    void connectionsSucceedWhileTheProxyIsReplaced() throws Exception {
        cluster.restart("kube-system", "daemonset/nftproxy");
        assertThat(fromPod("web")).isEqualTo(pods());
    }

    /** Returns the pods that answer new connections from a pod. */
    private static Set<String> fromPod(String host) throws Exception {
        String loop =
                "for i in $(seq %d); do wget -T 5 -qO- http://%s/name || exit 1; done"
                        .formatted(REQUESTS, host);
        return names(cluster.kubectl("exec", "deployment/client", "--", "sh", "-c", loop));
    }

    /** Returns the pods that should answer, without terminating ones. */
    private static Set<String> pods() throws Exception {
        String format =
                "jsonpath={range .items[*]}"
                        + "{.metadata.name} {.metadata.deletionTimestamp}{\"\\n\"}{end}";
        String lines = cluster.kubectl("get", "pods", "-l", "app=web", "-o", format);
        return lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.contains(" "))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(String lines) {
        return new TreeSet<>(List.of(lines.strip().split("\\s+")));
    }
}
