package io.nftproxy.metrics;

import java.util.List;

/** What every Kubernetes component tells about itself. */
final class ComponentMetrics {
    private ComponentMetrics() {}

    static void register(MetricRegistry registry, BuildVersion build, List<FeatureGate> gates) {
        registry.gauge(
                        "kubernetes_build_info",
                        "[ALPHA] What was built, and from what; always 1",
                        "build_date",
                        "compiler",
                        "git_commit",
                        "git_tree_state",
                        "git_version",
                        "go_version",
                        "major",
                        "minor",
                        "platform")
                .set(
                        1,
                        build.date(),
                        "javac",
                        build.commit(),
                        build.treeState(),
                        build.version(),
                        "java" + Runtime.version().feature(),
                        build.number(0),
                        build.number(1),
                        "linux/" + System.getProperty("os.arch", ""));
        Gauge features =
                registry.gauge(
                        "kubernetes_feature_enabled",
                        "[BETA] Whether a feature gate is on: 1, or off: 0",
                        "name",
                        "stage");
        for (FeatureGate gate : gates) {
            features.set(gate.enabled() ? 1 : 0, gate.name(), gate.stage());
        }
        registerCounts(registry);
    }

    private static void registerCounts(MetricRegistry registry) {
        Counter registered =
                registry.counter(
                        "registered_metrics_total",
                        "[BETA] Metrics that are exposed, by stability",
                        "deprecated_version",
                        "stability_level");
        for (String stability : new String[] {"ALPHA", "BETA", "STABLE", ""}) {
            registered.read(() -> countOf(registry, stability), "", stability);
        }
        registry.counter("disabled_metrics_total", "[BETA] Metrics that are switched off").add(0);
        registry.counter("hidden_metrics_total", "[BETA] Metrics that are hidden").add(0);
    }

    private static double countOf(MetricRegistry registry, String stability) {
        return (double)
                registry.metrics().stream()
                        .filter(metric -> metric.spec().stability().equals(stability))
                        .count();
    }
}
