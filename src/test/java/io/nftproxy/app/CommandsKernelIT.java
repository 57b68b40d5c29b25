package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.kernel.Nft;
import io.nftproxy.tools.apiserver.ApiResource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that query a daemon, on a node with a real kernel. */
class CommandsKernelIT {
    private LiveNode node;

    @BeforeEach
    void start() throws Exception {
        node = new LiveNode();
        node.api()
                .put(
                        ApiResource.NODES,
                        """
                        {"metadata": {"name": "node-1",
                           "labels": {"topology.kubernetes.io/zone": "a"}},
                         "status": {"addresses":
                           [{"type": "InternalIP", "address": "192.0.2.1"}]}}
                        """);
        service("web", "10.96.0.10", ", \"sessionAffinity\": \"ClientIP\"");
        service("empty", "10.96.0.11", "");
        node.api()
                .put(
                        ApiResource.ENDPOINT_SLICES,
                        """
                        {"metadata": {"name": "web-1", "namespace": "shop",
                           "labels": {"kubernetes.io/service-name": "web"}},
                         "addressType": "IPv4",
                         "ports": [{"name": "http", "protocol": "TCP", "port": 8080}],
                         "endpoints": [
                           {"addresses": ["10.244.0.7"], "nodeName": "node-1",
                            "conditions": {"ready": true}},
                           {"addresses": ["10.244.1.8"], "nodeName": "node-2", "zone": "b",
                            "conditions": {"ready": false}}]}
                        """);
        node.start();
    }

    private void service(String name, String address, String more) {
        node.api()
                .put(
                        ApiResource.SERVICES,
                        """
                        {"metadata": {"name": "%s", "namespace": "shop"},
                         "spec": {"type": "NodePort", "clusterIP": "%s", "clusterIPs": ["%s"],
                           "ipFamilies": ["IPv4"]%s,
                           "ports": [{"name": "http", "protocol": "TCP", "port": 80%s}]}}
                        """
                                .formatted(
                                        name,
                                        address,
                                        address,
                                        more,
                                        name.equals("web") ? ", \"nodePort\": 30080" : ""));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    void servicesAreListedWithTheirEndpointsAndProblems() throws Exception {
        assertThat(node.run("services"))
                .isEqualTo(
                        new LiveNode.Result(
                                0,
                                """
                                NAMESPACE   NAME         TYPE        ADDRESS                   POLICY    USED/READY/ALL   CLIENTS   PROBLEM
                                shop        empty:http   ClusterIP   10.96.0.11:80/TCP         Cluster   0/0/0            -         no endpoints: rejected
                                shop        web:http     NodePort    10.96.0.10:80:30080/TCP   Cluster   1/1/2            0         <none>
                                """));
        assertThat(node.run("services", "-n", "other").text()).isEqualTo("No Services found.\n");
    }

    @Test
    void servicesAreListedAsJson() throws Exception {
        assertThat(node.run("services", "-n", "shop", "-o", "json").text())
                .startsWith("{\"services\":[{\"namespace\":\"shop\",\"name\":\"empty\",")
                .contains("\"addresses\":[\"10.96.0.10:80/TCP\",\"node:30080/TCP\"]")
                .contains("\"problems\":[{\"reason\":\"NoEndpoints\",");
    }

    @Test
    void statusShowsTheSyncs() throws Exception {
        LiveNode.Result status = node.run("status");

        System.out.println(status.text());
        assertThat(status.status()).isZero();
        assertThat(status.text())
                .contains("Node:             node-1\n")
                .contains("State:            in sync\n")
                .contains("Services:         2, in 1 EndpointSlices\n")
                .contains("operations in")
                .contains("Quarantined:      none\n");
    }

    @Test
    void endpointsAreListedWithReasonsForNotBeingUsed() throws Exception {
        assertThat(node.run("endpoints", "shop/web"))
                .isEqualTo(
                        new LiveNode.Result(
                                0,
                                """
                                PORT   ENDPOINT          NODE     ZONE     CONDITIONS   SLOT     NOT USED
                                http   10.244.0.7:8080   node-1   <none>   ready        0        <none>
                                http   10.244.1.8:8080   node-2   b        not ready    <none>   not ready
                                """));
        assertThat(node.run("endpoints", "shop/other").text())
                .startsWith("nftproxy endpoints: the proxy handles no Service shop/other:");
    }

    @Test
    void explainShowsOutcomeEndpointsAndRules() throws Exception {
        LiveNode.Result explanation = node.run("explain", "shop/web:http", "--from", "outside");

        System.out.println(explanation.text());
        assertThat(explanation.status()).isZero();
        assertThat(explanation.text())
                .contains("Service:   shop/web:http\n")
                .contains("To:        10.96.0.10:80/TCP\n")
                .contains("From:      outside 203.0.113.1 through eth0\n")
                .contains("Outcome:   sent to 1 endpoint, masqueraded\n")
                .contains("10.244.0.7:8080   node-1   <none>   ready        100.0%")
                .contains(
                        "10.244.1.8:8080   node-2   b        not ready    -             not ready")
                .contains("vmap @service-ips4")
                .containsPattern("dnat to 10.244.0.7:8080 +dnat ip to ip daddr");
        assertThat(node.run("explain", "10.96.0.11:80").text())
                .contains("Outcome:   rejected: the Service has no usable endpoint on any node");
        assertThat(node.run("explain", "node:30080", "-o", "json").text())
                .contains("\"service\":\"shop/web\"")
                .contains("\"outcome\":\"Endpoint\",\"cause\":null");
    }

    @ParameterizedTest
    @CsvSource({"rr, 50.0% 50.0%", "sh, 100.0%", "mh, 50.2% 49.8%"})
    void explainShowsTheSharesOfTheScheduler(String scheduler, String shares) throws Exception {
        node.api()
                .put(
                        ApiResource.SERVICES,
                        """
                        {"metadata": {"name": "all", "namespace": "shop",
                           "annotations": {"nftproxy.io/scheduler": "%s"}},
                         "spec": {"clusterIP": "10.96.0.12", "clusterIPs": ["10.96.0.12"],
                           "ports": [{"name": "http", "protocol": "TCP", "port": 80}]}}
                        """
                                .formatted(scheduler));
        node.api()
                .put(
                        ApiResource.ENDPOINT_SLICES,
                        """
                        {"metadata": {"name": "all-1", "namespace": "shop",
                           "labels": {"kubernetes.io/service-name": "all"}},
                         "addressType": "IPv4",
                         "ports": [{"name": "http", "protocol": "TCP", "port": 8080}],
                         "endpoints": [{"addresses": ["10.244.0.1"]},
                                       {"addresses": ["10.244.0.2"]}]}
                        """);
        node.await("2/2/2", "services");

        LiveNode.Result explanation = node.run("explain", "10.96.0.12:80");

        assertThat(explanation.text()).contains("\nScheduler: " + scheduler + "\n");
        assertThat(
                        Pattern.compile("[0-9.]+%")
                                .matcher(explanation.text())
                                .results()
                                .map(MatchResult::group)
                                .sorted(Comparator.reverseOrder()))
                .as(explanation.text())
                .containsExactly(shares.split(" "));
        assertThat(node.run("explain", "10.96.0.12:80", "-o", "json").text())
                .contains("\"scheduler\":\"" + scheduler + "\"");
        assertThat(node.run("explain", "shop/web", "-o", "json").text())
                .contains("\"scheduler\":\"random\"");
    }

    @Test
    void diffIsEmptyAfterASyncAndNeedsADaemon() throws Exception {
        assertThat(node.run("diff")).isEqualTo(new LiveNode.Result(0, ""));

        node.stopDaemon();
        assertThat(node.run("diff").status()).isEqualTo(3);
    }

    @Test
    void commandsReadTheKernelWithoutADaemon() throws Exception {
        node.stopDaemon();

        assertThat(node.run("services").text())
                .contains("shop        web:http     unknown   10.96.0.10:80/TCP   unknown   1/?/?")
                .containsPattern("shop        empty:http .* 0/\\?/\\? .* no endpoints\n")
                .contains("No proxy answers; only the kernel was read.");
        assertThat(node.run("endpoints", "shop/web").text()).contains("http   10.244.0.7:8080   ");
        assertThat(node.run("explain", "10.96.0.10:80").text())
                .contains("Outcome:   sent to 1 endpoint");
        assertThat(node.run("explain", "shop/web").text())
                .contains("names need a running proxy; use an address");
        assertThat(node.run("status").text()).contains("State:            no proxy answers\n");
    }

    @Test
    void missingProxyAndTableAreReported() throws Exception {
        node.stopDaemon();
        new Nft(node.namespace()).run("delete", "table", "inet", "kube-proxy");

        LiveNode.Result nothing =
                new LiveNode.Result(
                        3,
                        "nftproxy services: no proxy answers; no table inet kube-proxy in this"
                                + " network namespace\n");
        assertThat(node.run("services")).isEqualTo(nothing);
        assertThat(node.run("endpoints", "shop/web").status()).isEqualTo(3);
        assertThat(node.run("flows").status()).isEqualTo(3);
    }

    @Test
    void tableIsRenderedFromAFile(@TempDir Path folder) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("objects.yaml"),
                        """
                        apiVersion: v1
                        kind: List
                        items:
                        - kind: Service
                          metadata: {namespace: shop, name: web}
                          spec:
                            clusterIP: 10.96.0.10
                            clusterIPs: [10.96.0.10]
                            ports: [{name: http, protocol: TCP, port: 80}]
                        ---
                        kind: EndpointSlice
                        metadata:
                          namespace: shop
                          name: web-1
                          labels: {kubernetes.io/service-name: web}
                        addressType: IPv4
                        ports: [{name: http, protocol: TCP, port: 8080}]
                        endpoints: [{addresses: [10.244.0.7]}]
                        """);

        LiveNode.Result table = node.run("render", "-f", file.toString(), "--node", "node-1");

        assertThat(table.text())
                .startsWith("# no Node node-1 in " + file + ": NodePorts are closed")
                .contains("table inet kube-proxy {")
                .contains("10.96.0.10 . tcp . 80 comment \"shop/web:http\" : goto cluster-1");
        try (NetworkNamespace other = KernelTests.freshNamespace()) {
            new Nft(other).load(table.text());
        }
        assertThat(node.run("render", "--node", "node-1").status()).isEqualTo(2);
    }

    @Test
    void invalidCommandLineIsRejected() throws Exception {
        assertThat(node.run("services", "--nonsense"))
                .isEqualTo(new LiveNode.Result(2, "nftproxy services: unknown flag: --nonsense\n"));
        assertThat(node.run("services", "-o", "yaml").status()).isEqualTo(2);
        assertThat(node.run("status", "shop/web").status()).isEqualTo(2);
    }
}
