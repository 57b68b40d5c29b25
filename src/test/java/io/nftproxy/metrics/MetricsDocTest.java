package io.nftproxy.metrics;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/metrics.md tells what the code exposes, all of it and nothing else. */
class MetricsDocTest {
    private static final Path PAGE =
            Path.of(System.getProperty("project.dir", "."), "docs", "metrics.md");
    private static final Pattern GENERATED =
            Pattern.compile("<!-- generated: ([a-z_ ]+) -->\n(.*?)<!-- end -->", Pattern.DOTALL);

    private static List<MetricSpec> specs() {
        ProxyMetrics metrics = ProxyMetricsTest.metrics(true);
        return Stream.of(metrics.registry(), metrics.slis())
                .flatMap(registry -> registry.metrics().stream())
                .map(Metric::spec)
                .toList();
    }

    private static String generated(String content) {
        return content.equals("buckets") ? buckets() : table(List.of(content.split(" ")));
    }

    private static String table(List<String> prefixes) {
        StringBuilder table =
                new StringBuilder(
                        "| name | type | labels | unit | meaning |\n|---|---|---|---|---|\n");
        for (MetricSpec spec : specs()) {
            if (prefixes.stream().anyMatch(spec.name()::startsWith)) {
                table.append(
                        "| `%s` | %s | %s | %s | %s |\n"
                                .formatted(
                                        spec.name(),
                                        spec.type().text(),
                                        String.join(", ", spec.labels()),
                                        unit(spec.name()),
                                        meaning(spec)));
            }
        }
        return table.toString();
    }

    /** The name says it, as Prometheus recommends. */
    private static String unit(String name) {
        for (String unit : List.of("seconds", "bytes", "ratio")) {
            if (name.contains("_" + unit)) {
                return name.contains("timestamp") || name.contains("start_time")
                        ? "Unix time, seconds"
                        : unit;
            }
        }
        return "";
    }

    private static String meaning(MetricSpec spec) {
        return spec.help().replaceFirst("^\\[[A-Z]+] ", "").replace("<", "\\<");
    }

    private static String buckets() {
        TreeMap<String, List<String>> byBounds = new TreeMap<>();
        for (MetricSpec spec : specs()) {
            if (!spec.buckets().isEmpty()) {
                String bounds =
                        spec.buckets().stream().map(GoNumber::format).collect(joining(", "));
                byBounds.computeIfAbsent(bounds, b -> new ArrayList<>())
                        .add("`" + spec.name() + "`");
            }
        }
        StringBuilder table = new StringBuilder("| histograms | upper bounds |\n|---|---|\n");
        byBounds.forEach(
                (bounds, names) ->
                        table.append("| %s | %s |\n".formatted(String.join(" ", names), bounds)));
        return table.toString();
    }

    private static String updated(String page) {
        return GENERATED
                .matcher(page)
                .replaceAll(
                        section ->
                                Matcher.quoteReplacement(
                                        "<!-- generated: %s -->\n%s<!-- end -->"
                                                .formatted(
                                                        section.group(1),
                                                        generated(section.group(1)))));
    }

    @Test
    void thePageIsWhatTheCodeExposes() throws IOException {
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, updated(page));
        }

        assertThat(Files.readString(PAGE)).isEqualTo(updated(page));
    }

    @Test
    void thePageLeavesNoMetricOut() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(specs())
                .hasSizeGreaterThan(60)
                .allSatisfy(spec -> assertThat(page).contains("| `" + spec.name() + "` |"));
    }

    /** What kube-proxy has: each is in a table, as exposed or with the reason why not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sync_proxy_rules_duration_seconds",
                "sync_full_proxy_rules_duration_seconds",
                "sync_partial_proxy_rules_duration_seconds",
                "network_programming_duration_seconds",
                "sync_proxy_rules_last_timestamp_seconds",
                "sync_proxy_rules_last_queued_timestamp_seconds",
                "sync_proxy_rules_endpoint_changes_pending",
                "sync_proxy_rules_endpoint_changes_total",
                "sync_proxy_rules_service_changes_pending",
                "sync_proxy_rules_service_changes_total",
                "sync_proxy_rules_no_local_endpoints_total",
                "sync_proxy_rules_nftables_sync_failures_total",
                "sync_proxy_rules_nftables_cleanup_failures_total",
                "conntrack_reconciler_sync_duration_seconds",
                "conntrack_reconciler_deleted_entries_total",
                "proxy_healthz_total",
                "proxy_livez_total",
                "nftables_localhost_nodeport_listeners",
                "nftables_localhost_nodeport_listener_creation_failures_total",
                "nftables_localhost_nodeport_rejected_packets_total",
                "iptables_ct_state_invalid_dropped_packets_total",
                "iptables_localhost_nodeports_accepted_packets_total",
                "sync_proxy_rules_iptables_total",
                "sync_proxy_rules_iptables_last",
                "sync_proxy_rules_iptables_restore_failures_total",
                "sync_proxy_rules_iptables_partial_restore_failures_total",
            })
    void everyMetricOfKubeProxyIsExposedOrItsAbsenceExplained(String name) throws IOException {
        assertThat(Files.readString(PAGE)).contains("| `kubeproxy_" + name + "` |");
    }
}
