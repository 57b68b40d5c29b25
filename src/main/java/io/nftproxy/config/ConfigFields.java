package io.nftproxy.config;

import io.nftproxy.config.ConfigField.Zero;
import io.nftproxy.model.Cidr;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of KubeProxyConfiguration: here those outside of any section, and the list of all. */
public final class ConfigFields {
    public static final int HEALTHZ_PORT = 10256;
    public static final int METRICS_PORT = 10249;

    public static final ConfigField<FeatureGates> FEATURE_GATES =
            ConfigField.of(
                            "featureGates",
                            new FeatureGatesType(),
                            FeatureGates.DEFAULT,
                            ProxyConfig::featureGates)
                    .used(
                            "Features to switch on or off. A gate of another component has no"
                                    + " effect; a warning names those that this release does not"
                                    + " have.");

    public static final ConfigField<String> HOSTNAME_OVERRIDE =
            ConfigField.of("hostnameOverride", FieldTypes.TEXT, "", ProxyConfig::hostnameOverride)
                    .used(
                            "The name of this Node, instead of the host's name. Blanks around"
                                    + " it are"
                                    + " cut off and it is made lower case.");

    public static final ConfigField<IpAddress> BIND_ADDRESS =
            ConfigField.of(
                            "bindAddress",
                            FieldTypes.IP_ADDRESS,
                            IpAddress.of("0.0.0.0"),
                            ProxyConfig::bindAddress)
                    .used(
                            "The node's primary address, instead of the Node object's. 0.0.0.0"
                                    + " or ::"
                                    + " only choose the primary family. Nothing listens on it.");

    public static final ConfigField<Optional<ListenAddress>> HEALTHZ_BIND_ADDRESS =
            ConfigField.of(
                            "healthzBindAddress",
                            FieldTypes.listenAddress(HEALTHZ_PORT),
                            healthzDefault(IpFamily.IPV4),
                            ProxyConfig::healthzBindAddress)
                    .used(
                            "Where /healthz and /livez are served. [::] if bindAddress is IPv6. A"
                                    + " missing port is added. An empty flag switches it off; an"
                                    + " empty field means the default.");

    public static final ConfigField<Optional<ListenAddress>> METRICS_BIND_ADDRESS =
            ConfigField.of(
                            "metricsBindAddress",
                            FieldTypes.listenAddress(METRICS_PORT),
                            metricsDefault(IpFamily.IPV4),
                            ProxyConfig::metricsBindAddress)
                    .used(
                            "Where /metrics and its neighbours are served, without authentication."
                                    + " [::1] if bindAddress is IPv6. Prometheus on another host"
                                    + " needs 0.0.0.0:10249 here. A missing port is added. An empty"
                                    + " flag switches it off; an empty field means the default.");

    public static final ConfigField<Boolean> BIND_ADDRESS_HARD_FAIL =
            ConfigField.of(
                            "bindAddressHardFail",
                            FieldTypes.SWITCH,
                            false,
                            ProxyConfig::bindAddressHardFail)
                    .used(
                            "End the process if one of the two servers cannot listen, instead of"
                                    + " trying again every 5 seconds.");

    public static final ConfigField<Boolean> ENABLE_PROFILING =
            ConfigField.of(
                            "enableProfiling",
                            FieldTypes.SWITCH,
                            false,
                            ProxyConfig::enableProfiling)
                    .differs(
                            "Serve /debug on the metrics server: what a JVM has to look at"
                                    + " (threads,"
                                    + " heap, flight recordings) in place of Go's pprof, and"
                                    + " /debug/flags/v.");

    public static final ConfigField<String> SHOW_HIDDEN_METRICS =
            ConfigField.of(
                            "showHiddenMetricsForVersion",
                            FieldTypes.RELEASE,
                            "",
                            ProxyConfig::showHiddenMetricsForVersion)
                    .differs(
                            "Show the metrics that were hidden since this minor release. None is"
                                    + " hidden, so it has no effect, and every release is accepted,"
                                    + " not only the previous one.");

    public static final ConfigField<ProxyMode> MODE =
            ConfigField.of("mode", FieldTypes.MODE, ProxyMode.UNSET, ProxyConfig::mode)
                    .differs(
                            "Whatever is asked for, nftables is used. For iptables and ipvs the"
                                    + " values of that mode's section and its default for"
                                    + " nodePortAddresses count, where nothing is set for nftables;"
                                    + " a warning names them.");

    public static final ConfigField<DetectLocalMode> DETECT_LOCAL_MODE =
            ConfigField.of(
                            "detectLocalMode",
                            FieldTypes.DETECT_LOCAL_MODE,
                            DetectLocalMode.CLUSTER_CIDR,
                            ProxyConfig::detectLocalMode)
                    .used(
                            "How traffic of pods is told from other traffic, which is"
                                    + " masqueraded on"
                                    + " its way to a ClusterIP.");

    public static final ConfigField<List<Cidr>> CLUSTER_CIDR =
            ConfigField.of(
                            "clusterCIDR",
                            FieldTypes.CIDR_PAIR,
                            List.<Cidr>of(),
                            ProxyConfig::clusterCidrs)
                    .used(
                            "The pods' network, or one of each family. Needed for mode ClusterCIDR;"
                                    + " without it nothing is told apart.");

    public static final ConfigField<NodePortAddresses> NODE_PORT_ADDRESSES =
            ConfigField.of(
                            "nodePortAddresses",
                            new NodePortAddressesType(),
                            NodePortAddresses.DEFAULT,
                            ProxyConfig::nodePortAddresses)
                    .used(
                            "The node's addresses that NodePorts answer on. Empty means"
                                    + " primary, the node's primary addresses; all of them if the"
                                    + " mode asked for is iptables or ipvs. A family that no entry"
                                    + " is of is not restricted.");

    public static final ConfigField<Integer> OOM_SCORE_ADJ =
            ConfigField.of(
                            "oomScoreAdj",
                            new NumberType(-1000, 1000),
                            -999,
                            ProxyConfig::oomScoreAdj)
                    .used("How late the kernel kills this process when memory runs out.");

    public static final ConfigField<Duration> CONFIG_SYNC_PERIOD =
            ConfigField.of(
                            "configSyncPeriod",
                            DurationType.NOT_NEGATIVE,
                            Duration.ofMinutes(15),
                            ProxyConfig::configSyncPeriod)
                    .zero(Zero.NEVER)
                    .unused(
                            "Nothing is replayed: the kernel's table is compared with what is"
                                    + " wanted"
                                    + " instead.");

    public static final ConfigField<String> PORT_RANGE =
            ConfigField.of("portRange", FieldTypes.PORT_RANGE, "", ProxyConfig::portRange)
                    .unused("Ports for a proxy mode that Kubernetes no longer has.");

    public static final ConfigField<Boolean> WINDOWS_RUN_AS_SERVICE =
            ConfigField.of(
                            "windowsRunAsService",
                            FieldTypes.SWITCH,
                            false,
                            ProxyConfig::windowsRunAsService)
                    .unused("Of Windows.");

    /** Every field, in the order of the documentation. */
    public static final List<ConfigField<?>> ALL =
            Stream.of(
                            List.of(
                                    MODE,
                                    HOSTNAME_OVERRIDE,
                                    BIND_ADDRESS,
                                    HEALTHZ_BIND_ADDRESS,
                                    METRICS_BIND_ADDRESS,
                                    BIND_ADDRESS_HARD_FAIL,
                                    ENABLE_PROFILING,
                                    SHOW_HIDDEN_METRICS,
                                    FEATURE_GATES),
                            List.of(CLUSTER_CIDR, DETECT_LOCAL_MODE),
                            ModeFields.DETECT_LOCAL,
                            List.of(NODE_PORT_ADDRESSES),
                            ModeFields.NFTABLES,
                            ConntrackFields.ALL,
                            List.of(OOM_SCORE_ADJ, CONFIG_SYNC_PERIOD),
                            ClientFields.CLIENT_CONNECTION,
                            ClientFields.LOGGING,
                            OtherModeFields.ALL,
                            List.of(PORT_RANGE, WINDOWS_RUN_AS_SERVICE))
                    .<ConfigField<?>>flatMap(List::stream)
                    .toList();

    private ConfigFields() {}

    static Optional<ListenAddress> healthzDefault(IpFamily family) {
        String address =
                switch (family) {
                    case IPV4 -> "0.0.0.0";
                    case IPV6 -> "::";
                };
        return Optional.of(new ListenAddress(IpAddress.of(address), HEALTHZ_PORT));
    }

    static Optional<ListenAddress> metricsDefault(IpFamily family) {
        String address =
                switch (family) {
                    case IPV4 -> "127.0.0.1";
                    case IPV6 -> "::1";
                };
        return Optional.of(new ListenAddress(IpAddress.of(address), METRICS_PORT));
    }

    /** The fields whose values differ, in the order of {@link #ALL}. */
    public static List<ConfigField<?>> changed(ProxyConfig before, ProxyConfig after) {
        return ALL.stream().filter(field -> differs(field, before, after)).toList();
    }

    private static <T> boolean differs(ConfigField<T> field, ProxyConfig a, ProxyConfig b) {
        return !field.value().apply(a).equals(field.value().apply(b));
    }
}
