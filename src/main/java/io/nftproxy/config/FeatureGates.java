package io.nftproxy.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of all features: the {@code featureGates} field.
 *
 * @param set the gates that were set, by name, {@code AllAlpha} and {@code AllBeta} included
 */
public record FeatureGates(Map<String, Boolean> set) {
    /** No gate set. */
    public static final FeatureGates DEFAULT = new FeatureGates(Map.of());

    private static final String ALL_ALPHA = "AllAlpha";
    private static final String ALL_BETA = "AllBeta";

    public FeatureGates {
        set = Collections.unmodifiableMap(new TreeMap<>(set));
    }

    /** Returns whether a feature is on: as set, else as the gate of its stage, else the default. */
    public boolean enabled(FeatureGate gate) {
        boolean byStage =
                switch (gate.stage()) {
                    case ALPHA -> set.getOrDefault(ALL_ALPHA, gate.enabledByDefault());
                    case BETA -> set.getOrDefault(ALL_BETA, gate.enabledByDefault());
                    case GA, LOCKED, DEPRECATED -> gate.enabledByDefault();
                };
        return set.getOrDefault(gate.name(), byStage);
    }

    /** Returns the names that were set and that Kubernetes does not have. */
    List<String> unknown() {
        return set.keySet().stream().filter(name -> FeatureGate.named(name) == null).toList();
    }
}
