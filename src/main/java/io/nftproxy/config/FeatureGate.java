package io.nftproxy.config;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The feature gates that kube-proxy 1.37 reads. */
public enum FeatureGate {
    /** NodePorts on loopback; see {@link NodePortAddresses#namesLoopback}. */
    LOCALHOST_NODE_PORTS("KubeProxyNFTablesLocalhostNodePorts", Stage.ALPHA, false),
    /** /flagz. */
    COMPONENT_FLAGZ("ComponentFlagz", Stage.BETA, true),
    /** /statusz. */
    COMPONENT_STATUSZ("ComponentStatusz", Stage.BETA, true),
    /** Watch ServiceCIDRs. */
    MULTI_CIDR_SERVICE_ALLOCATOR("MultiCIDRServiceAllocator", Stage.GA, true),
    /** Node hints in EndpointSlices. */
    PREFER_SAME_TRAFFIC_DISTRIBUTION("PreferSameTrafficDistribution", Stage.GA, true),
    NFTABLES_PROXY_MODE("NFTablesProxyMode", Stage.GA, true),
    /** Always on in effect: no nft binary is used here. */
    NFTABLES_NETLINK("NFTablesNetlink", Stage.BETA, true),
    KUBE_PROXY_IPVS("KubeProxyIPVS", Stage.DEPRECATED, true),
    CONTEXTUAL_LOGGING("ContextualLogging", Stage.BETA, true),
    LOGGING_ALPHA_OPTIONS("LoggingAlphaOptions", Stage.ALPHA, false),
    LOGGING_BETA_OPTIONS("LoggingBetaOptions", Stage.BETA, true),
    WIN_DSR("WinDSR", Stage.GA, true),
    WIN_OVERLAY("WinOverlay", Stage.GA, true);

    private static final Map<String, FeatureGate> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(gate -> gate.text, Function.identity()));

    private final String text;
    private final Stage stage;
    private final boolean enabledByDefault;

    FeatureGate(String text, Stage stage, boolean enabledByDefault) {
        this.text = text;
        this.stage = stage;
        this.enabledByDefault = enabledByDefault;
    }

    /** The gate of this name; null if there is none. */
    public static @Nullable FeatureGate named(String name) {
        return BY_NAME.get(name);
    }

    /** As in the file. */
    public String text() {
        return text;
    }

    public Stage stage() {
        return stage;
    }

    public boolean enabledByDefault() {
        return enabledByDefault;
    }

    /** Whether it can only be set to its default. */
    public boolean locked() {
        return stage == Stage.GA;
    }

    /** How far a feature has come. */
    public enum Stage {
        /** Follows the gate {@code AllAlpha} unless it is set itself. */
        ALPHA,
        /** Follows the gate {@code AllBeta} unless it is set itself. */
        BETA,
        /** Cannot be switched off any more. */
        GA,
        DEPRECATED
    }
}
