package io.nftproxy.serve.metrics;

import io.nftproxy.config.FeatureGate;
import io.nftproxy.config.FeatureGates;

/** The metrics that every Kubernetes component has about itself. */
final class ComponentMetrics {
    private ComponentMetrics() {}

    static void register(Meters meters, String version, FeatureGates gates) {
        String[] numbers = version.substring(1).split("[.+-]");
        meters.gauge(
                "kubernetes_build_info",
                () -> 1,
                "",
                "javac",
                "",
                "",
                version,
                "java" + Runtime.version().feature(),
                numbers[0],
                numbers[1],
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
