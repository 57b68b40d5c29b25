package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.events.EventSink;
import io.nftproxy.testing.Await;
import io.nftproxy.testing.InstalledProgram;
import io.nftproxy.testing.KubeProxyMetrics;
import io.nftproxy.testing.StartedDaemon;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of a running daemon. */
class DaemonPagesTest {
    /** promtool's exit status for a valid page on which it remarks. */
    private static final int REMARKS = 3;

    private static final Pattern KUBE_PROXY_NAME =
            Pattern.compile("^kubeproxy_(sync_proxy_rules_no_local_endpoints_total) ");

    private static final String NODE =
            """
            {"kind":"Node","apiVersion":"v1","metadata":{"name":"node-1"},
             "status":{"addresses":[{"type":"InternalIP","address":"192.0.2.1"}]}}
            """;

    private static final String TAINTED =
            """
            {"kind":"Node","apiVersion":"v1","metadata":{"name":"node-1"},
             "spec":{"taints":[{"key":"ToBeDeletedByClusterAutoscaler","effect":"NoSchedule"}]},
             "status":{"addresses":[{"type":"InternalIP","address":"192.0.2.1"}]}}
            """;

    private static final String WITH_EXTERNAL_IP =
            """
            {"kind":"Service","apiVersion":"v1","metadata":{"namespace":"shop","name":"web"},
             "spec":{"type":"ClusterIP","clusterIP":"10.96.0.10","clusterIPs":["10.96.0.10"],
             "externalIPs":["198.51.100.7"],"ports":[{"port":80,"protocol":"TCP"}]}}
            """;

    private FaultyApiServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = FaultyApiServer.start();
        server.put(ApiResource.NODES, NODE);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private static void awaitSync(StartedDaemon daemon) throws Exception {
        awaitStatus(daemon, 200);
        Await.text(() -> daemon.metrics("/metrics").body(), "_last_timestamp_seconds{");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/healthz, text/plain; charset=utf-8, ok",
        "/healthz/ping, text/plain; charset=utf-8, ok",
        "/proxyMode, text/plain; charset=utf-8, nftables",
        "/configz, application/json, kubeproxy.config.k8s.io",
        "/flagz, text/plain; charset=utf-8, v=0",
        "/statusz, text/plain; charset=utf-8, Emulation version: 1.36",
        "/metrics, text/plain; version=0.0.4; charset=utf-8, kubernetes_build_info{",
        "/metrics/slis, text/plain; version=0.0.4; charset=utf-8, kubernetes_healthcheck",
    })
    void servesThePagesOfKubeProxy(String path, String type, String content) throws Exception {
        try (StartedDaemon daemon = StartedDaemon.of(server, "", EventSink.NONE)) {
            daemon.health("/healthz");
            var answer = daemon.metrics(path);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains(type);
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.body()).contains(content);
        }
    }

    @Test
    void pagesOfDisabledGatesAreNotFound() throws Exception {
        String off = "featureGates: {ComponentFlagz: false, ComponentStatusz: false}\n";
        try (StartedDaemon daemon = StartedDaemon.of(server, off, EventSink.NONE)) {
            assertThat(daemon.metrics("/flagz").statusCode()).isEqualTo(404);
            assertThat(daemon.metrics("/statusz").statusCode()).isEqualTo(404);
            assertThat(daemon.metrics("/debug/pprof/threads").statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest(name = "{0}: {1} no-endpoint addresses")
    @CsvSource({"true, 2", "false, 1"})
    void externalIpsNeedTheirGate(String gate, String addresses) throws Exception {
        server.put(ApiResource.SERVICES, WITH_EXTERNAL_IP);
        String gates = "featureGates: {AllowServiceExternalIPs: " + gate + "}\n";
        try (StartedDaemon daemon = StartedDaemon.of(server, gates, EventSink.NONE)) {
            awaitSync(daemon);

            assertThat(daemon.metrics("/metrics").body())
                    .contains("nftproxy_elements{object=\"no-endpoint-services4\"} " + addresses)
                    .contains(
                            "kubernetes_feature_enabled{name=\"AllowServiceExternalIPs\",stage=\"\"}"
                                    + " "
                                    + (gate.equals("true") ? 1 : 0));
        }
    }

    /** The taint changes no rule, so no sync updates the status. */
    @Test
    void healthzFailsWhileTheNodeIsBeingDeleted() throws Exception {
        try (StartedDaemon daemon = StartedDaemon.of(server, "", EventSink.NONE)) {
            awaitSync(daemon);

            server.put(ApiResource.NODES, TAINTED);

            awaitStatus(daemon, 503);
            assertThat(daemon.health("/healthz").body())
                    .contains("\"nodeEligible\":false")
                    .contains("\"healthy\":true");
            assertThat(daemon.health("/livez").statusCode()).isEqualTo(200);

            server.put(ApiResource.NODES, NODE);

            awaitStatus(daemon, 200);
        }
    }

    private static void awaitStatus(StartedDaemon daemon, int status) throws Exception {
        Await.until(
                () -> daemon.health("/healthz").statusCode() == status,
                () -> "/healthz answers " + status);
    }

    @Test
    void profilingPagesNeedEnableProfiling() throws Exception {
        try (StartedDaemon daemon =
                StartedDaemon.of(server, "enableProfiling: true\n", EventSink.NONE)) {
            assertThat(daemon.metrics("/debug/pprof/threads").body()).contains("\"sync\" #");
        }
    }

    /** These metrics start at 0, or every sync sets them. */
    @Test
    void metricsOfKubeProxyExistFromTheStart() throws Exception {
        String gate = "featureGates: {KubeProxyNFTablesLocalhostNodePorts: true}\n";
        try (StartedDaemon daemon = StartedDaemon.of(server, gate, EventSink.NONE)) {
            awaitSync(daemon);
            String samples = daemon.metrics("/metrics").body();

            assertThat(
                            Pattern.compile("(?m)^kubeproxy_([a-z_]+?)(?:_bucket|_sum|_count)?[{ ]")
                                    .matcher(samples)
                                    .results()
                                    .map(sample -> sample.group(1)))
                    .containsAll(KubeProxyMetrics.FROM_THE_START);
            assertThat(samples).contains("{ip_family=\"IPv4\"");
        }
    }

    /** promtool may object to a name of kube-proxy, and to no other. */
    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/metrics/slis"})
    void metricsFollowTheConventionsOfPrometheus(String path, @TempDir Path folder)
            throws Exception {
        String promtool = InstalledProgram.of("promtool", "prometheus");
        Path page = folder.resolve("page");
        try (StartedDaemon daemon = StartedDaemon.of(server, "", EventSink.NONE)) {
            awaitSync(daemon);
            Files.writeString(page, daemon.metrics(path).body());
        }

        Process check =
                new ProcessBuilder(promtool, "check", "metrics")
                        .redirectInput(page.toFile())
                        .redirectErrorStream(true)
                        .start();
        List<String> remarks = check.inputReader().lines().toList();

        assertThat(check.waitFor()).as("%s", remarks).isIn(0, REMARKS);
        assertThat(remarks).allMatch(KUBE_PROXY_NAME.asPredicate());
    }
}
