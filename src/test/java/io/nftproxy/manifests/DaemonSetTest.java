package io.nftproxy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.flags.Invocation;
import io.nftproxy.config.flags.ProxyCommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pods of the manifests: their privileges, and the objects that they refer to. */
class DaemonSetTest {
    @TempDir Path temp;

    static List<Path> folders() {
        return Manifests.proxies();
    }

    private static PodSpec pod(Path folder) {
        return Manifests.daemonSet(folder).getSpec().getTemplate().getSpec();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theProxyHasNoCapabilityButNetAdmin(Path folder) {
        SecurityContext may = pod(folder).getContainers().getFirst().getSecurityContext();

        assertThat(may.getCapabilities().getAdd()).containsExactly("NET_ADMIN");
        assertThat(may.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(may.getAllowPrivilegeEscalation()).isFalse();
        assertThat(may.getReadOnlyRootFilesystem()).isTrue();
        assertThat(may.getPrivileged()).isNotEqualTo(true);
        assertThat(pod(folder).getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
    }

    @ParameterizedTest
    @MethodSource("folders")
    void onlyInitContainersArePrivileged(Path folder) {
        Container init = pod(folder).getInitContainers().getFirst();
        List<String> line = commandLine(init);

        assertThat(init.getSecurityContext().getPrivileged()).isTrue();
        assertThat(init.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(line).contains("--init-only");
        assertThat(init.getRestartPolicy()).isNull();
    }

    @Test
    void thePodIsCriticalAndOnEachNode() {
        PodSpec pod = pod(Manifests.BASE);

        assertThat(pod.getPriorityClassName()).isEqualTo("system-node-critical");
        assertThat(pod.getHostNetwork()).isTrue();
        assertThat(pod.getTolerations()).hasSize(1);
        assertThat(pod.getTolerations().getFirst().getOperator()).isEqualTo("Exists");
        assertThat(pod.getTolerations().getFirst().getKey()).isNull();
        assertThat(pod.getContainers().getFirst().getResources().getRequests())
                .containsOnlyKeys("cpu", "memory");
        assertThat(pod.getContainers().getFirst().getResources().getLimits()).isNullOrEmpty();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void probesUseTheHealthServer(Path folder) {
        Container proxy = pod(folder).getContainers().getFirst();

        assertThat(proxy.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/livez");
        assertThat(proxy.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/healthz");
        for (var probe : List.of(proxy.getLivenessProbe(), proxy.getReadinessProbe())) {
            var port = probe.getHttpGet().getPort();
            int number =
                    port.getIntVal() != null
                            ? port.getIntVal()
                            : proxy.getPorts().stream()
                                    .filter(named -> named.getName().equals(port.getStrVal()))
                                    .findFirst()
                                    .orElseThrow()
                                    .getContainerPort();
            assertThat(number).isEqualTo(10256);
        }
    }

    @Test
    void objectsThatThePodRefersToExist() {
        for (Path folder : List.of(Manifests.BASE, Manifests.PROMETHEUS)) {
            PodSpec pod = pod(folder);
            List<String> volumes = pod.getVolumes().stream().map(Volume::getName).toList();
            List<Container> containers = new ArrayList<>(pod.getInitContainers());
            containers.addAll(pod.getContainers());
            for (Container container : containers) {
                assertThat(container.getVolumeMounts())
                        .extracting(VolumeMount::getName)
                        .isNotEmpty()
                        .isSubsetOf(volumes);
                container.getEnv().stream()
                        .filter(env -> env.getValueFrom().getConfigMapKeyRef() != null)
                        .map(env -> env.getValueFrom().getConfigMapKeyRef())
                        .forEach(
                                key ->
                                        assertThat(data(folder, key.getName()))
                                                .containsKey(key.getKey()));
            }
            assertThat(Manifests.object(folder, "ServiceAccount " + pod.getServiceAccountName()))
                    .isNotEmpty();
        }
    }

    private static Map<String, String> data(Path folder, String configMap) {
        return Manifests.typed(folder, "ConfigMap " + configMap, ConfigMap.class).getData();
    }

    /** Returns the arguments of the container, with the ConfigMap as the file that they name. */
    private Invocation.RunProxy run(Path folder, Container container) throws IOException {
        Path config = temp.resolve("config.conf");
        Files.writeString(config, data(folder, "nftproxy").get("config.conf"));
        List<String> line =
                commandLine(container).stream()
                        .skip(1)
                        .map(word -> word.replace("$(NODE_NAME)", "node-1"))
                        .map(word -> word.replace("/var/lib/nftproxy/config.conf", "" + config))
                        .toList();
        return switch (new ProxyCommandLine("v0", () -> "host").parse(line)) {
            case Invocation.RunProxy run -> run;
            case Invocation other -> throw new AssertionError(other);
        };
    }

    private static List<String> commandLine(Container container) {
        List<String> line = new ArrayList<>(container.getCommand());
        line.addAll(container.getArgs());
        return line;
    }

    @Test
    void theProxyUnderstandsItsCommandLineAndConfiguration() throws IOException {
        for (Path folder : List.of(Manifests.BASE, Manifests.PROMETHEUS)) {
            PodSpec pod = pod(folder);
            Invocation.RunProxy proxy = run(folder, pod.getContainers().getFirst());
            Invocation.RunProxy init = run(folder, pod.getInitContainers().getFirst());

            assertThat(proxy.warnings()).isEmpty();
            assertThat(proxy.nodeName()).isEqualTo("node-1");
            assertThat(proxy.initOnly()).isFalse();
            assertThat(init.initOnly()).isTrue();
            assertThat(init.config()).isEqualTo(proxy.config());
        }
    }

    @Test
    void prometheusNeedsOnlyTheMetricsPort() throws IOException {
        ProxyConfig base = run(Manifests.BASE, proxy(Manifests.BASE)).config();
        ProxyConfig prometheus = run(Manifests.PROMETHEUS, proxy(Manifests.PROMETHEUS)).config();

        assertThat(prometheus)
                .usingRecursiveComparison()
                .ignoringFields("values.metricsBindAddress")
                .isEqualTo(base);
        assertThat(prometheus.metricsBindAddress().orElseThrow()).hasToString("0.0.0.0:10249");
    }

    private static Container proxy(Path folder) {
        return pod(folder).getContainers().getFirst();
    }
}
