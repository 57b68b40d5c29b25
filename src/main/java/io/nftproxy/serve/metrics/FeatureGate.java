package io.nftproxy.serve.metrics;

/**
 * A feature gate as it is set.
 *
 * @param stage {@code ALPHA}, {@code BETA}, {@code DEPRECATED}, or empty when it is there for good
 */
public record FeatureGate(String name, String stage, boolean enabled) {}
