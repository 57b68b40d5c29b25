package io.nftproxy.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which features are on: the {@code featureGates} field.
 *
 * @param set what was asked for, by name, {@code AllAlpha} and {@code AllBeta} included
 */
public record FeatureGates(Map<String, Boolean> set) {
    /** Nothing asked for. */
    public static final FeatureGates DEFAULT = new FeatureGates(Map.of());

    private static final String ALL_ALPHA = "AllAlpha";
    private static final String ALL_BETA = "AllBeta";

    public FeatureGates {
        set = Collections.unmodifiableMap(new TreeMap<>(set));
    }

    /** Whether the feature is on: as asked for, else as its stage's gate says, else its default. */
    public boolean enabled(FeatureGate gate) {
        boolean byStage =
                switch (gate.stage()) {
                    case ALPHA -> set.getOrDefault(ALL_ALPHA, gate.enabledByDefault());
                    case BETA -> set.getOrDefault(ALL_BETA, gate.enabledByDefault());
                    case GA, LOCKED, DEPRECATED -> gate.enabledByDefault();
                };
        return set.getOrDefault(gate.name(), byStage);
    }

    /** The names that were asked for and that Kubernetes 1.36 does not have. */
    List<String> unknown() {
        return set.keySet().stream().filter(name -> FeatureGate.named(name) == null).toList();
    }
}
