package io.nftproxy.serve.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.serve.health.HealthStatus;
import io.nftproxy.sync.SyncReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/metrics.md lists exactly the metrics that the code exposes. */
class MetricsDocTest {
    private static final Path PAGE =
            Path.of(System.getProperty("project.dir", "."), "docs", "metrics.md");
    private static final SyncReport SUCCESS =
            new SyncReport(
                    true,
                    1,
                    1,
                    new CommitReport(1, 1, 1),
                    null,
                    Map.of(),
                    false,
                    Map.of(),
                    Map.of());
    private static final Pattern GENERATED =
            Pattern.compile("<!-- generated: ([a-z_ ]+) -->\n(.*?)<!-- end -->", Pattern.DOTALL);

    /** Returns all metrics, with a sample of each. */
    private static MetricsText exposed() {
        ProxyMetrics metrics = ProxyMetricsTest.metrics(true);
        HealthStatus status =
                new HealthStatus(true, true, Instant.EPOCH, Instant.EPOCH, Set.of(IpFamily.IPV4));
        metrics.probes().healthz(200, status);
        metrics.probes().livez(200, status);
        metrics.sync().synced(SUCCESS);
        metrics.apiClient().requested("LIST", "host", "200", 1);
        metrics.watches().problem("address");
        metrics.table().sizes(Map.of("service-ips4", 1));
        ServiceMetricsTest.count(metrics.services(1));
        MetricsText exposed = MetricsText.of(metrics.meters());
        MetricsText slis = MetricsText.of(metrics.slis());
        exposed.types().putAll(slis.types());
        exposed.help().putAll(slis.help());
        exposed.samples().putAll(slis.samples());
        return exposed;
    }

    private static String generated(String content) {
        return content.equals("buckets") ? buckets() : table(List.of(content.split(" ")));
    }

    private static String table(List<String> prefixes) {
        MetricsText exposed = exposed();
        StringBuilder table =
                new StringBuilder(
                        "| name | type | labels | unit | meaning |\n|---|---|---|---|---|\n");
        for (String name : new TreeSet<>(exposed.types().keySet())) {
            if (prefixes.stream().anyMatch(name::startsWith)) {
                table.append(
                        "| `%s` | %s | %s | %s | %s |\n"
                                .formatted(
                                        name,
                                        exposed.types().get(name),
                                        String.join(", ", exposed.labels(name)),
                                        unit(name),
                                        meaning(exposed.help().getOrDefault(name, ""))));
            }
        }
        return table.toString();
    }

    /** Returns the unit, which is in the name as Prometheus recommends. */
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

    private static String meaning(String help) {
        return help.replaceFirst("^\\[[A-Z]+] ", "").replace("<", "\\<");
    }

    private static String buckets() {
        MetricsText exposed = exposed();
        TreeMap<String, TreeSet<String>> byBounds = new TreeMap<>();
        exposed.types()
                .forEach(
                        (name, type) -> {
                            if (type.equals("histogram")) {
                                String bounds = String.join(", ", exposed.bounds(name));
                                byBounds.computeIfAbsent(bounds, b -> new TreeSet<>())
                                        .add("`" + name + "`");
                            }
                        });
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
    void pageMatchesTheExposedMetrics() throws IOException {
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, updated(page));
        }

        assertThat(Files.readString(PAGE)).isEqualTo(updated(page));
    }

    @Test
    void pageListsEveryMetric() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(exposed().types().keySet())
                .hasSizeGreaterThan(50)
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    }

    /** A metric of kube-proxy is exposed, or the page gives the reason for its absence. */
    @ParameterizedTest
    @MethodSource("io.nftproxy.testing.KubeProxyMetrics#all")
    void pageListsEveryMetricOfKubeProxy(String name) throws IOException {
        assertThat(Files.readString(PAGE)).contains("| `kubeproxy_" + name + "` |");
    }
}
