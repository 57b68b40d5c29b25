package io.nftproxy.serve.metrics;

import io.nftproxy.config.FeatureGate;
import io.nftproxy.config.FeatureGates;

/** The metrics that every Kubernetes component has about itself. */
final class ComponentMetrics {
    private ComponentMetrics() {}

    static void register(Meters meters, BuildVersion build, FeatureGates gates) {
        meters.gauge(
                "kubernetes_build_info",
                () -> 1,
                build.date(),
                "javac",
                build.commit(),
                build.treeState(),
                build.version(),
                "java" + Runtime.version().feature(),
                build.number(0),
                build.number(1),
                platform(System.getProperty("os.arch", "")));
        for (FeatureGate gate : FeatureGate.ALL) {
            meters.gauge(
                    "kubernetes_feature_enabled",
                    () -> gates.enabled(gate) ? 1 : 0,
                    gate.name(),
                    gate.stage().label());
        }
        for (String stability : new String[] {"ALPHA", "BETA", "STABLE", ""}) {
            meters.counted(
                    "registered_metrics_total", () -> meters.registered(stability), "", stability);
        }
        meters.counter("disabled_metrics_total");
        meters.counter("hidden_metrics_total");
    }

    /** Returns the platform as Go names it, {@code linux/arm64} where Java says {@code aarch64}. */
    static String platform(String architecture) {
        return "linux/" + (architecture.equals("aarch64") ? "arm64" : architecture);
    }
}
