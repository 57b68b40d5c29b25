package io.nftproxy.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A feature gate of Kubernetes: a line of {@code feature-gates.txt}, which has all gates of release
 * 1.36 and those of 1.37 that kube-proxy reads.
 *
 * @param name as in the file, {@code ComponentFlagz}
 * @param meaning sentences about its effect in nftproxy; empty for a gate of another component
 */
public record FeatureGate(String name, Stage stage, boolean enabledByDefault, String meaning) {
    /** All gates, sorted by name. */
    public static final List<FeatureGate> ALL =
            Table.rows(FeatureGate.class, "feature-gates.txt").stream()
                    .map(FeatureGate::of)
                    .toList();

    private static final Map<String, FeatureGate> BY_NAME =
            ALL.stream()
                    .collect(Collectors.toUnmodifiableMap(FeatureGate::name, Function.identity()));

    public static final FeatureGate ALLOW_EXTERNAL_IPS = existing("AllowServiceExternalIPs");
    public static final FeatureGate COMPONENT_FLAGZ = existing("ComponentFlagz");
    public static final FeatureGate COMPONENT_STATUSZ = existing("ComponentStatusz");
    public static final FeatureGate LOCALHOST_NODE_PORTS =
            existing("KubeProxyNFTablesLocalhostNodePorts");

    /** The maturity of a feature. */
    public enum Stage {
        /** Follows the gate {@code AllAlpha} unless it is set itself. */
        ALPHA,
        /** Follows the gate {@code AllBeta} unless it is set itself. */
        BETA,
        GA,
        /** GA, and only its default is accepted. */
        LOCKED,
        DEPRECATED;

        /** Returns the label of {@code kubernetes_feature_enabled}: {@code BETA}; empty for GA. */
        public String label() {
            return switch (this) {
                case ALPHA, BETA, DEPRECATED -> name();
                case GA, LOCKED -> "";
            };
        }
    }

    /** Returns the gate of this name; null if there is none. */
    public static @Nullable FeatureGate named(String name) {
        return BY_NAME.get(name);
    }

    /** Returns whether it is locked to the other state. */
    boolean refuses(boolean on) {
        return stage == Stage.LOCKED && on != enabledByDefault;
    }

    private static FeatureGate existing(String name) {
        return Objects.requireNonNull(named(name), name);
    }

    private static FeatureGate of(String line) {
        String[] words = line.split(" ", 4);
        String meaning = words.length < 4 ? "" : words[3];
        return new FeatureGate(words[0], Stage.valueOf(words[1]), words[2].equals("on"), meaning);
    }
}
