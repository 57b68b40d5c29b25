package io.nftproxy.serve.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nftproxy.config.FeatureGate;
import io.nftproxy.config.FeatureGates;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.serve.health.HealthStatus;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.sync.InboxBacklog;
import io.nftproxy.sync.SyncReport;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyMetricsTest {
    private static final Set<IpFamily> BOTH = Set.of(IpFamily.IPV4, IpFamily.IPV6);
    private static final String V4 = "{ip_family=\"IPv4\"}";

    private final ProxyMetrics metrics = metrics(true);

    static ProxyMetrics metrics(boolean localhostNodePorts) {
        String build = "v1.37.2-rc.1";
        FeatureGates gates =
                new FeatureGates(
                        Map.of(FeatureGate.LOCALHOST_NODE_PORTS.name(), localhostNodePorts));
        return new ProxyMetrics(
                new ProxyMetrics.Subject(build, gates, BOTH),
                () -> new InboxBacklog(0, 0, 0, 0, 0),
                () -> Instant.EPOCH,
                () -> 0);
    }

    private Map<String, Double> samples() {
        return MetricsText.of(metrics.meters()).samples();
    }

    @Test
    void countsProbesAndKeepsTheLastResults() {
        HealthStatus good = new HealthStatus(true, true, Instant.EPOCH, Instant.EPOCH, BOTH);
        HealthStatus bad = new HealthStatus(true, false, Instant.EPOCH, Instant.EPOCH, BOTH);
        metrics.probes().healthz(200, good);
        metrics.probes().healthz(503, bad);
        metrics.probes().livez(200, bad);

        assertThat(samples())
                .containsEntry("kubeproxy_proxy_healthz_total{code=\"200\"}", 1.0)
                .containsEntry("kubeproxy_proxy_healthz_total{code=\"503\"}", 1.0)
                .containsEntry("kubeproxy_proxy_livez_total{code=\"200\"}", 1.0);
        assertThat(MetricsText.of(metrics.slis()).samples())
                .containsEntry("kubernetes_healthcheck{name=\"node\",type=\"healthz\"}", 0.0)
                .containsEntry("kubernetes_healthcheck{name=\"sync\",type=\"livez\"}", 1.0)
                .containsEntry(
                        "kubernetes_healthchecks_total"
                                + "{name=\"node\",status=\"error\",type=\"healthz\"}",
                        1.0)
                .containsEntry(
                        "kubernetes_healthchecks_total"
                                + "{name=\"sync\",status=\"success\",type=\"healthz\"}",
                        2.0);
    }

    @Test
    void countsTransactions() {
        metrics.sync().synced(report(true, new CommitReport(1000, 50_000, 25_000_000), true));
        metrics.sync().synced(report(false, new CommitReport(1, 200, 30_000), false));
        metrics.sync().synced(report(false, CommitReport.NOTHING, false));

        assertThat(samples())
                .containsEntry("nftproxy_syncs_total{kind=\"full\",result=\"success\"}", 1.0)
                .containsEntry("nftproxy_syncs_total{kind=\"partial\",result=\"success\"}", 2.0)
                .containsEntry("nftproxy_transactions_total", 2.0)
                .containsEntry("nftproxy_transaction_operations_total", 1001.0)
                .containsEntry("nftproxy_transaction_bytes_total", 50_200.0)
                .containsEntry("nftproxy_transaction_kernel_duration_seconds_count", 2.0)
                .containsEntry(
                        "nftproxy_transaction_kernel_duration_seconds_bucket{le=\"4e-05\"}", 1.0)
                .containsEntry("nftproxy_foreign_changes_repaired_total", 1.0)
                .containsEntry("nftproxy_services_rendered_total", 21.0)
                .containsEntry("nftproxy_last_sync_duration_seconds", 0.002);
    }

    private static SyncReport report(boolean full, CommitReport commit, boolean repaired) {
        return new SyncReport(
                full, 2_000_000, 7, commit, null, Map.of(), repaired, Map.of(), Map.of());
    }

    @ParameterizedTest
    @CsvSource({"amd64, linux/amd64", "aarch64, linux/arm64", "riscv64, linux/riscv64"})
    void platformIsNamedAsInKubeProxy(String architecture, String platform) {
        assertThat(ComponentMetrics.platform(architecture)).isEqualTo(platform);
    }

    @Test
    void countsRequestsToTheApiServer() {
        metrics.apiClient().requested("LIST", "10.96.0.1:443", "200", 30_000_000);
        metrics.apiClient().requested("LIST", "10.96.0.1:443", "<error>", 30_000_000);
        metrics.apiClient().requested("WATCH", "10.96.0.1:443", "200", 30_000_000);

        String request = "{host=\"10.96.0.1:443\",verb=\"GET\"";
        assertThat(samples())
                .containsEntry(
                        "rest_client_requests_total"
                                + "{code=\"<error>\",host=\"10.96.0.1:443\",method=\"GET\"}",
                        1.0)
                .containsEntry(
                        "rest_client_requests_total"
                                + "{code=\"200\",host=\"10.96.0.1:443\",method=\"GET\"}",
                        2.0)
                .containsEntry(
                        "rest_client_request_duration_seconds_bucket" + request + ",le=\"0.025\"}",
                        0.0)
                .containsEntry("rest_client_request_duration_seconds_count" + request + "}", 2.0);
    }

    @Test
    void recordsConntrackWatchesTableAndLocalhostNodePorts() {
        metrics.conntrack().reconciled(IpFamily.IPV4, 500_000_000, 3);
        metrics.watches().relisted(Source.SERVICES);
        metrics.watches().failed(Source.SERVICES);
        metrics.watches().heard(Source.SERVICES);
        metrics.watches().problem("address");
        metrics.table().cluster(5, 50);
        metrics.table().sizes(Map.of("cluster-ips4", 1, "service-ips4", 1));
        metrics.table().sizes(Map.of("service-ips4", 7));
        metrics.localhostNodePorts().listeners(IpFamily.IPV4, 2);

        assertThat(samples())
                .containsEntry("kubeproxy_conntrack_reconciler_deleted_entries_total" + V4, 3.0)
                .containsEntry("kubeproxy_conntrack_reconciler_sync_duration_seconds_sum" + V4, 0.5)
                .containsEntry("nftproxy_watch_relists_total{resource=\"services\"}", 1.0)
                .containsEntry("nftproxy_watch_failures_total{resource=\"services\"}", 1.0)
                .containsKey("nftproxy_watch_last_data_timestamp_seconds{resource=\"services\"}")
                .containsEntry("nftproxy_watch_restarts_total{resource=\"services\"}", 0.0)
                .containsEntry("nftproxy_read_problems_total{kind=\"address\"}", 1.0)
                .containsEntry("nftproxy_endpoints", 50.0)
                .containsEntry("nftproxy_elements{object=\"service-ips4\"}", 7.0)
                .containsEntry("nftproxy_elements{object=\"cluster-ips4\"}", 0.0)
                .containsEntry("kubeproxy_nftables_localhost_nodeport_listeners" + V4, 2.0);
    }

    @Test
    void localhostNodePortMetricsNeedTheirGate() {
        assertThat(MetricsText.of(metrics(false).meters()).types().keySet())
                .noneMatch(name -> name.contains("localhost"));
    }

    @Test
    void showsTheBuildAndTheGates() {
        assertThat(samples().keySet())
                .anySatisfy(
                        key ->
                                assertThat(key)
                                        .startsWith("kubernetes_build_info{build_date=")
                                        .contains("git_version=\"v1.37.2-rc.1\"")
                                        .contains("major=\"1\",minor=\"37\""));
        assertThat(samples())
                .containsEntry(
                        "kubernetes_feature_enabled{name=\"ContextualLogging\",stage=\"BETA\"}",
                        1.0)
                .containsEntry(
                        "kubernetes_feature_enabled{name=\"NFTablesProxyMode\",stage=\"\"}", 1.0)
                .containsEntry("hidden_metrics_total", 0.0);
        assertThat(
                        samples()
                                .get(
                                        "registered_metrics_total{deprecated_version=\"\","
                                                + "stability_level=\"ALPHA\"}"))
                .isGreaterThan(15);
    }

    @Test
    void readsTheProcessFromProc() {
        double startedAt =
                ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();

        Map<String, Double> samples = samples();

        assertThat(samples.get("process_start_time_seconds"))
                .isCloseTo(startedAt / 1e3, within(2.0));
        assertThat(samples.get("process_resident_memory_bytes")).isBetween(20e6, 10e9);
        assertThat(samples.get("process_virtual_memory_bytes"))
                .isGreaterThan(samples.get("process_resident_memory_bytes"));
        assertThat(samples.get("process_cpu_seconds_total")).isGreaterThan(0.1);
        assertThat(samples.get("process_open_fds")).isBetween(3.0, samples.get("process_max_fds"));
        assertThat(samples.get("process_threads")).isBetween(5.0, 500.0);
        assertThat(samples.get("jvm_memory_used_bytes{area=\"heap\"}"))
                .isBetween(1e6, samples.get("jvm_memory_max_bytes{area=\"heap\"}"));
    }
}
