package io.nftproxy.serve.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.config.FeatureGates;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.serve.http.HttpPorts;
import io.nftproxy.serve.http.RawHttp;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.sync.SyncReport;
import io.nftproxy.testing.SimulatedClock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncMetricsTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_763_802_000_250L);
    private static final Set<IpFamily> BOTH = Set.of(IpFamily.IPV4, IpFamily.IPV6);

    private final SimulatedClock clock = new SimulatedClock();
    private final ChangeInbox inbox = new ChangeInbox(Set.of(Source.SERVICES), Map.of(), clock);
    private ProxyMetrics metrics = metricsFor(BOTH);

    private ProxyMetrics metricsFor(Set<IpFamily> families) {
        String build = "v0.1.0";
        return new ProxyMetrics(
                new ProxyMetrics.Subject(build, FeatureGates.DEFAULT, families),
                inbox::backlog,
                () -> NOW,
                clock::nanoTime);
    }

    private MetricsText scraped() {
        return MetricsText.of(metrics.meters());
    }

    private static SyncReport report(boolean full, double seconds, @Nullable String failure) {
        return new SyncReport(
                full,
                (long) (seconds * 1e9),
                3,
                new CommitReport(10, 1000, 5_000_000),
                failure,
                Map.of(IpFamily.IPV4, List.of(700_000_000L, 61_000_000_000L)),
                false,
                Map.of(IpFamily.IPV4, 2),
                Map.of(IpFamily.IPV6, 4));
    }

    @Test
    void syncIsRecordedUnderEachProxiedFamily() {
        metrics.sync().synced(report(true, 0.25, null));
        metrics.sync().synced(report(false, 0.5, null));

        assertThat(scraped().samples())
                .containsEntry(
                        "kubeproxy_sync_proxy_rules_duration_seconds_count{ip_family=\"IPv4\"}",
                        2.0)
                .containsEntry(
                        "kubeproxy_sync_proxy_rules_duration_seconds_sum{ip_family=\"IPv6\"}", 0.75)
                .containsEntry(
                        "kubeproxy_sync_full_proxy_rules_duration_seconds_sum{ip_family=\"IPv4\"}",
                        0.25)
                .containsEntry(
                        "kubeproxy_sync_partial_proxy_rules_duration_seconds_sum{ip_family=\"IPv6\"}",
                        0.5)
                .containsEntry(
                        "kubeproxy_sync_proxy_rules_last_timestamp_seconds{ip_family=\"IPv6\"}",
                        1763802000.25);
    }

    @Test
    void aFamilyThatIsNotProxiedHasNoSamples() {
        metrics = metricsFor(Set.of(IpFamily.IPV6));
        metrics.sync().synced(report(true, 0.25, "errno 1"));

        assertThat(scraped().samples().keySet())
                .noneMatch(key -> key.contains("sync_") && key.contains("IPv4"))
                .anyMatch(key -> key.contains("IPv6"));
    }

    @Test
    void metricsOfSlicesAndServicePortsHaveTheirFamily() {
        metrics.sync().synced(report(true, 0.25, null));

        String noLocal = "kubeproxy_sync_proxy_rules_no_local_endpoints_total";
        assertThat(scraped().samples())
                .containsEntry(
                        "kubeproxy_network_programming_duration_seconds_count{ip_family=\"IPv4\"}",
                        2.0)
                .containsEntry(
                        "kubeproxy_network_programming_duration_seconds_count{ip_family=\"IPv6\"}",
                        0.0)
                .containsEntry(noLocal + "{ip_family=\"IPv4\",traffic_policy=\"internal\"}", 2.0)
                .containsEntry(noLocal + "{ip_family=\"IPv4\",traffic_policy=\"external\"}", 0.0)
                .containsEntry(noLocal + "{ip_family=\"IPv6\",traffic_policy=\"internal\"}", 0.0)
                .containsEntry(noLocal + "{ip_family=\"IPv6\",traffic_policy=\"external\"}", 4.0);
        assertThat(scraped().types()).containsEntry(noLocal, "gauge");
    }

    @Test
    void aFailedSyncKeepsTheTimeOfTheLastSuccess() {
        metrics.sync().synced(report(true, 0.25, "errno 1"));

        String failures = "kubeproxy_sync_proxy_rules_nftables_sync_failures_total";
        assertThat(scraped().types()).containsEntry(failures, "counter");
        assertThat(scraped().samples())
                .containsEntry(failures + "{ip_family=\"IPv4\"}", 1.0)
                .containsEntry(failures + "{ip_family=\"IPv6\"}", 1.0)
                .doesNotContainKey(
                        "kubeproxy_sync_proxy_rules_last_timestamp_seconds{ip_family=\"IPv4\"}");
    }

    @Test
    void readsTheBacklogAtEachScrape() {
        String lastQueued =
                "kubeproxy_sync_proxy_rules_last_queued_timestamp_seconds{ip_family=\"IPv4\"}";
        assertThat(scraped().samples()).containsEntry(lastQueued, Double.NaN);

        inbox.serviceChanged(new ObjectName("ns", "a"), null);
        inbox.serviceChanged(new ObjectName("ns", "a"), null);
        inbox.sliceChanged(new ObjectName("ns", "a-1"), null);
        clock.pass(Duration.ofMillis(250));

        assertThat(scraped().samples())
                .containsEntry("kubeproxy_sync_proxy_rules_service_changes_pending", 1.0)
                .containsEntry("kubeproxy_sync_proxy_rules_service_changes_total", 2.0)
                .containsEntry("kubeproxy_sync_proxy_rules_endpoint_changes_pending", 1.0)
                .containsEntry("kubeproxy_sync_proxy_rules_endpoint_changes_total", 1.0)
                .containsEntry(lastQueued, 1763802000.0);
    }

    @Test
    void eventThatStartsNoSyncIsNotQueued() {
        String lastQueued =
                "kubeproxy_sync_proxy_rules_last_queued_timestamp_seconds{ip_family=\"IPv4\"}";
        inbox.serviceChanged(new ObjectName("ns", "a"), null);
        inbox.take();
        metrics.sync().syncStarted(clock.nanoTime());
        clock.pass(Duration.ofMillis(250));
        double queued = scraped().samples().get(lastQueued);

        inbox.nodeChanged(null);
        inbox.take();

        assertThat(queued).isEqualTo(1763802000.0);
        assertThat(scraped().samples()).containsEntry(lastQueued, queued);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "kubeproxy_sync_proxy_rules_duration_seconds",
        "kubeproxy_sync_full_proxy_rules_duration_seconds",
        "kubeproxy_sync_partial_proxy_rules_duration_seconds",
    })
    void syncHistogramsHaveTheBucketsOfKubeProxy(String name) {
        assertThat(String.join(" ", scraped().bounds(name)))
                .isEqualTo(
                        "0.001 0.002 0.004 0.008 0.016 0.032 0.064 0.128 0.256 0.512 1.024 2.048"
                                + " 4.096 8.192 16.384");
    }

    @Test
    void networkProgrammingHasTheBucketsOfKubeProxy() {
        List<String> expected = new ArrayList<>(List.of("0", "0.25", "0.5"));
        IntStream.rangeClosed(1, 59).forEach(i -> expected.add("" + i));
        IntStream.rangeClosed(12, 23).forEach(i -> expected.add("" + 5 * i));
        IntStream.rangeClosed(4, 10).forEach(i -> expected.add("" + 30 * i));

        assertThat(scraped().bounds("kubeproxy_network_programming_duration_seconds"))
                .isEqualTo(expected);
    }

    @Test
    void bucketsAreCumulativeAndTheirBoundsInclusive() {
        metrics.sync().synced(report(true, 0.001, null));
        metrics.sync().synced(report(true, 0.0011, null));
        metrics.sync().synced(report(true, 17, null));

        String bucket = "kubeproxy_sync_proxy_rules_duration_seconds_bucket{ip_family=\"IPv4\",le=";
        assertThat(scraped().samples())
                .containsEntry(bucket + "\"0.001\"}", 1.0)
                .containsEntry(bucket + "\"0.002\"}", 2.0)
                .containsEntry(bucket + "\"16.384\"}", 2.0)
                .containsEntry(bucket + "\"+Inf\"}", 3.0);
    }

    @Test
    void theMetricsPortServesItsPages() throws Exception {
        metrics.sync().synced(report(true, 0.25, null));
        try (HttpPorts ports = new HttpPorts("metrics-test")) {
            InetSocketAddress at = RawHttp.serve(ports, MetricsPages.of(metrics));

            RawHttp.Answer page = RawHttp.get(at, "/metrics");
            assertThat(page.header("Content-Type"))
                    .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(MetricsText.parse(page.body()).types()).isEqualTo(scraped().types());
            assertThat(RawHttp.get(at, "/healthz").body()).isEqualTo("ok");
            RawHttp.Answer mode = RawHttp.get(at, "/proxyMode");
            assertThat(mode.body()).isEqualTo("nftables");
            assertThat(mode.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(MetricsText.parse(RawHttp.get(at, "/metrics/slis").body()).samples())
                    .containsEntry("kubernetes_healthcheck{name=\"ping\",type=\"healthz\"}", 1.0)
                    .containsEntry(
                            "kubernetes_healthchecks_total"
                                    + "{name=\"ping\",status=\"success\",type=\"healthz\"}",
                            1.0);
        }
    }
}
