package io.nftproxy.config;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The feature gates that kube-proxy 1.37 reads. */
public enum FeatureGate {
    LOCALHOST_NODE_PORTS(
            "KubeProxyNFTablesLocalhostNodePorts",
            Stage.ALPHA,
            false,
            "NodePorts answer on loopback if nodePortAddresses names it."),
    COMPONENT_FLAGZ("ComponentFlagz", Stage.BETA, true, "/flagz is served."),
    COMPONENT_STATUSZ("ComponentStatusz", Stage.BETA, true, "/statusz is served."),
    MULTI_CIDR_SERVICE_ALLOCATOR(
            "MultiCIDRServiceAllocator", Stage.GA, true, "ServiceCIDRs are watched."),
    PREFER_SAME_TRAFFIC_DISTRIBUTION(
            "PreferSameTrafficDistribution",
            Stage.GA,
            true,
            "The node hints of EndpointSlices are followed."),
    NFTABLES_PROXY_MODE("NFTablesProxyMode", Stage.GA, true, "Mode nftables exists."),
    NFTABLES_NETLINK(
            "NFTablesNetlink",
            Stage.BETA,
            true,
            "No effect: the kernel is always spoken to by netlink."),
    KUBE_PROXY_IPVS("KubeProxyIPVS", Stage.DEPRECATED, true, "No effect: there is no mode ipvs."),
    CONTEXTUAL_LOGGING("ContextualLogging", Stage.BETA, true, "No effect."),
    LOGGING_ALPHA_OPTIONS(
            "LoggingAlphaOptions", Stage.ALPHA, false, "No effect: logging.options always count."),
    LOGGING_BETA_OPTIONS("LoggingBetaOptions", Stage.BETA, true, "No effect."),
    WIN_DSR("WinDSR", Stage.GA, true, "No effect: of Windows."),
    WIN_OVERLAY("WinOverlay", Stage.GA, true, "No effect: of Windows.");

    private static final Map<String, FeatureGate> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(gate -> gate.text, Function.identity()));

    private final String text;
    private final Stage stage;
    private final boolean enabledByDefault;
    private final String meaning;

    FeatureGate(String text, Stage stage, boolean enabledByDefault, String meaning) {
        this.meaning = meaning;
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

    /** What is so when it is on, for people. */
    public String meaning() {
        return meaning;
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
