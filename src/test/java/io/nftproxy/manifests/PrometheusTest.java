package io.nftproxy.manifests;

import static io.nftproxy.manifests.Kustomization.list;
import static io.nftproxy.manifests.Kustomization.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The metrics and runbooks that alerts and the dashboard refer to. */
class PrometheusTest {
    /** The name of a metric, before its labels. */
    private static final Pattern METRIC = Pattern.compile("([a-z_:0-9]+)\\{");

    private static final Pattern LABEL = Pattern.compile("[{,]\\s*([a-z_]+)(?:=~|=|!=)\"");

    private static final Pattern DOCUMENTED =
            Pattern.compile("\\| `([a-z_0-9]+)` \\| (gauge|counter|histogram) \\| ([a-z_, ]*) \\|");

    private static final List<String> OF_THE_SCRAPE = List.of("job", "node");

    private static Map<String, Object> spec(String id) {
        return map(Manifests.object(Manifests.PROMETHEUS, id).get("spec"));
    }

    private static List<Map<String, Object>> alerts() {
        Map<String, Object> spec = spec("PrometheusRule nftproxy");
        assertThat(spec).containsOnlyKeys("groups");
        List<Map<String, Object>> alerts = new ArrayList<>();
        for (Object group : list(spec, "groups")) {
            assertThat(map(group)).containsOnlyKeys("name", "rules");
            list(map(group), "rules").forEach(rule -> alerts.add(map(rule)));
        }
        return alerts;
    }

    private static List<String> dashboardQueries() {
        Map<String, Object> data =
                map(
                        Manifests.object(Manifests.PROMETHEUS, "ConfigMap nftproxy-dashboard")
                                .get("data"));
        Map<String, Object> dashboard =
                Kustomization.documents(String.valueOf(data.get("nftproxy.json"))).getFirst();
        List<String> queries = new ArrayList<>();
        for (Object panel : list(dashboard, "panels")) {
            assertThat(map(panel)).containsKeys("title", "description", "gridPos");
            for (Object target : list(map(panel), "targets")) {
                queries.add(String.valueOf(map(target).get("expr")));
            }
        }
        return queries;
    }

    /** Returns the metrics of docs/metrics.md with their labels, and the samples of histograms. */
    private static Map<String, List<String>> documented() {
        String page = Kustomization.text(Manifests.PROJECT.resolve("docs/metrics.md"));
        Map<String, List<String>> metrics =
                DOCUMENTED
                        .matcher(page)
                        .results()
                        .collect(
                                Collectors.toMap(
                                        row ->
                                                row.group(1)
                                                        + (row.group(2).equals("histogram")
                                                                ? "_bucket"
                                                                : ""),
                                        row -> List.of(row.group(3).split(", "))));
        metrics.put("up", List.of());
        return metrics;
    }

    private static void check(String query) {
        Map<String, List<String>> documented = documented();
        Matcher metric = METRIC.matcher(query);
        int found = 0;
        while (metric.find()) {
            found++;
            String name = metric.group(1);
            assertThat(documented).as(query).containsKey(name);
            String selector = query.substring(metric.end() - 1, query.indexOf('}', metric.end()));
            LABEL.matcher(selector)
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !OF_THE_SCRAPE.contains(label))
                    .forEach(label -> assertThat(documented.get(name)).as(query).contains(label));
        }
        assertThat(found).as(query).isPositive();
        assertThat(query.chars().filter(c -> c == '(').count())
                .isEqualTo(query.chars().filter(c -> c == ')').count());
    }

    @Test
    void alertsUseExistingMetrics() {
        assertThat(alerts()).hasSizeGreaterThan(5);
        alerts().forEach(alert -> check(String.valueOf(alert.get("expr"))));
    }

    @Test
    void theDashboardUsesExistingMetrics() {
        assertThat(dashboardQueries()).hasSizeGreaterThan(15);
        dashboardQueries().forEach(PrometheusTest::check);
    }

    @Test
    void theDashboardShowsAllMetricsOfNftproxy() {
        String queries = String.join("\n", dashboardQueries());

        assertThat(documented().keySet())
                .filteredOn(name -> name.startsWith("nftproxy_"))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(queries).contains(name + "{"));
    }

    @Test
    void eachAlertHasARunbook() {
        String page = Kustomization.text(Manifests.PROJECT.resolve("docs/operations.md"));
        TreeSet<String> names = new TreeSet<>();
        for (Map<String, Object> alert : alerts()) {
            String name = String.valueOf(alert.get("alert"));
            Map<String, Object> annotations = map(alert.get("annotations"));
            assertThat(alert.keySet()).isSubsetOf("alert", "expr", "for", "labels", "annotations");
            assertThat(annotations).containsOnlyKeys("summary", "description", "runbook_url");
            assertThat(map(alert.get("labels")).get("severity")).isIn("critical", "warning");
            assertThat(String.valueOf(annotations.get("runbook_url")))
                    .endsWith("/docs/operations.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(page).contains("\n### " + name + "\n");
            names.add(name);
        }
        assertThat(
                        Pattern.compile("\n### (Nftproxy\\w+)\n")
                                .matcher(page)
                                .results()
                                .map(heading -> heading.group(1)))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void thePodMonitorFindsThePodsAndTheirPort() {
        Map<String, Object> monitor = spec("PodMonitor nftproxy");
        var pods = Manifests.daemonSet(Manifests.PROMETHEUS).getSpec().getTemplate();
        var port = pods.getSpec().getContainers().getFirst().getPorts().getLast();

        assertThat(monitor).containsOnlyKeys("jobLabel", "selector", "podMetricsEndpoints");
        assertThat(map(map(monitor.get("selector")).get("matchLabels")))
                .isEqualTo(pods.getMetadata().getLabels());
        assertThat(pods.getMetadata().getLabels()).containsKey((String) monitor.get("jobLabel"));
        assertThat(port.getContainerPort()).isEqualTo(10249);
        assertThat(list(monitor, "podMetricsEndpoints"))
                .allSatisfy(
                        endpoint -> {
                            assertThat(map(endpoint))
                                    .containsOnlyKeys("port", "path", "interval", "relabelings")
                                    .containsEntry("port", port.getName());
                            assertThat(list(map(endpoint), "relabelings"))
                                    .allSatisfy(
                                            relabeling ->
                                                    assertThat(map(relabeling))
                                                            .containsOnlyKeys(
                                                                    "sourceLabels", "targetLabel"));
                        })
                .extracting(endpoint -> map(endpoint).get("path"))
                .containsExactly("/metrics", "/metrics/slis");
    }
}
