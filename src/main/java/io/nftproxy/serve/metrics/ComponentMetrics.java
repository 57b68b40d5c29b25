package io.nftproxy.serve.metrics;

import java.util.List;

/** What every Kubernetes component tells about itself. */
final class ComponentMetrics {
    private ComponentMetrics() {}

    static void register(Meters meters, BuildVersion build, List<FeatureGate> gates) {
        registerBuild(meters, build);
        meters.gauges(
                "kubernetes_feature_enabled",
                "[BETA] Whether a feature gate is on: 1, or off: 0",
                samples -> {
                    for (FeatureGate gate : gates) {
                        samples.call(gate.enabled() ? 1 : 0, gate.name(), gate.stage());
                    }
                },
                "name",
                "stage");
        for (String stability : new String[] {"ALPHA", "BETA", "STABLE", ""}) {
            meters.counted(
                    "registered_metrics_total",
                    "[BETA] Metrics that are exposed, by stability",
                    () -> meters.registered(stability),
                    "deprecated_version",
                    "",
                    "stability_level",
                    stability);
        }
        meters.counter("disabled_metrics_total", "[BETA] Metrics that are switched off");
        meters.counter("hidden_metrics_total", "[BETA] Metrics that are hidden");
    }

    private static void registerBuild(Meters meters, BuildVersion build) {
        meters.gauge(
                "kubernetes_build_info",
                "[ALPHA] What was built, and from what; always 1",
                () -> 1,
                "build_date",
                build.date(),
                "compiler",
                "javac",
                "git_commit",
                build.commit(),
                "git_tree_state",
                build.treeState(),
                "git_version",
                build.version(),
                "go_version",
                "java" + Runtime.version().feature(),
                "major",
                build.number(0),
                "minor",
                build.number(1),
                "platform",
                "linux/" + System.getProperty("os.arch", ""));
    }
}
