package io.nftproxy.serve.metrics;

import java.util.List;

/** The metrics that every Kubernetes component has about itself. */
final class ComponentMetrics {
    private ComponentMetrics() {}

    static void register(Meters meters, BuildVersion build, List<FeatureGate> gates) {
        registerBuild(meters, build);
        for (FeatureGate gate : gates) {
            meters.gauge(
                    "kubernetes_feature_enabled",
                    "[BETA] Whether a feature gate is on (1) or off (0)",
                    () -> gate.enabled() ? 1 : 0,
                    "name",
                    gate.name(),
                    "stage",
                    gate.stage());
        }
        for (String stability : new String[] {"ALPHA", "BETA", "STABLE", ""}) {
            meters.counted(
                    "registered_metrics_total",
                    "[BETA] Exposed metrics by stability",
                    () -> meters.registered(stability),
                    "deprecated_version",
                    "",
                    "stability_level",
                    stability);
        }
        meters.counter("disabled_metrics_total", "[BETA] Disabled metrics");
        meters.counter("hidden_metrics_total", "[BETA] Hidden metrics");
    }

    private static void registerBuild(Meters meters, BuildVersion build) {
        meters.gauge(
                "kubernetes_build_info",
                "[ALPHA] Version, commit and platform of this build; always 1",
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
                platform(System.getProperty("os.arch", "")));
    }

    /** Returns the platform as Go names it, {@code linux/arm64} where Java says {@code aarch64}. */
    static String platform(String architecture) {
        return "linux/" + (architecture.equals("aarch64") ? "arm64" : architecture);
    }
}
