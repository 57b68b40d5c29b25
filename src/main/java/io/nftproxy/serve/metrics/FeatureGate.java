package io.nftproxy.serve.metrics;

/**
 * A feature gate and its state.
 *
 * @param stage {@code ALPHA}, {@code BETA}, {@code DEPRECATED}, or empty for GA
 */
public record FeatureGate(String name, String stage, boolean enabled) {}
