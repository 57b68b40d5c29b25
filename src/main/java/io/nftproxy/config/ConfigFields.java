package io.nftproxy.config;

import static io.nftproxy.config.ConfigField.used;
import static io.nftproxy.config.ScalarType.SWITCH;
import static io.nftproxy.config.ScalarType.number;

import io.nftproxy.config.ConfigField.Use;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fields of KubeProxyConfiguration: those with an effect that are in no section, and the list
 * of all.
 */
public final class ConfigFields {
    public static final int HEALTHZ_PORT = 10256;
    public static final int METRICS_PORT = 10249;

    public static final ConfigField<ProxyMode> MODE =
            used(
                            "mode",
                            FieldTypes.MODE,
                            ProxyMode.UNSET,
                            "The proxy always uses nftables. With iptables or ipvs, the values of",
                            "that mode's section and its default for nodePortAddresses apply",
                            "where section nftables sets nothing; a warning names them.")
                    .with(Use.DIFFERS);

    public static final ConfigField<String> HOSTNAME_OVERRIDE =
            used(
                    "hostnameOverride",
                    FieldTypes.TEXT,
                    "",
                    "The name of this Node, instead of the host's name. It is trimmed and made",
                    "lower case.");

    public static final ConfigField<IpAddress> BIND_ADDRESS =
            used(
                    "bindAddress",
                    FieldTypes.IP_ADDRESS,
                    IpAddress.of("0.0.0.0"),
                    "The node's primary address, instead of the Node object's. With 0.0.0.0 or ::",
                    "the Node's address is used. Nothing listens on it.");

    public static final ConfigField<Optional<ListenAddress>> HEALTHZ_BIND_ADDRESS =
            used(
                    "healthzBindAddress",
                    FieldTypes.listenAddress(HEALTHZ_PORT),
                    Optional.of(new ListenAddress(IpAddress.of("0.0.0.0"), HEALTHZ_PORT)),
                    "The address that serves /healthz and /livez; [::] if bindAddress is IPv6. A",
                    "missing port is added. An empty flag disables the server; an empty field",
                    "means the default.");

    public static final ConfigField<Optional<ListenAddress>> METRICS_BIND_ADDRESS =
            used(
                    "metricsBindAddress",
                    FieldTypes.listenAddress(METRICS_PORT),
                    Optional.of(new ListenAddress(IpAddress.of("127.0.0.1"), METRICS_PORT)),
                    "The address that serves /metrics and diagnostic pages, without",
                    "authentication; [::1] if bindAddress is IPv6. Prometheus on another host",
                    "needs 0.0.0.0:10249. A missing port is added. An empty flag disables the",
                    "server; an empty field means the default.");

    public static final ConfigField<Boolean> BIND_ADDRESS_HARD_FAIL =
            used(
                    "bindAddressHardFail",
                    SWITCH,
                    false,
                    "End the process if one of the two servers cannot listen, instead of retrying",
                    "every 5 seconds.");

    public static final ConfigField<Boolean> ENABLE_PROFILING =
            used(
                            "enableProfiling",
                            SWITCH,
                            false,
                            "Serve /debug on the metrics server: threads, heap and flight",
                            "recordings of the JVM instead of Go's pprof, and /debug/flags/v.")
                    .with(Use.DIFFERS);

    public static final ConfigField<String> SHOW_HIDDEN_METRICS =
            used(
                            "showHiddenMetricsForVersion",
                            FieldTypes.RELEASE,
                            "",
                            "Show metrics that were hidden since this minor release. No metric is",
                            "hidden, so it has no effect. Every release is accepted, not only the",
                            "previous one.")
                    .with(Use.DIFFERS);

    public static final ConfigField<FeatureGates> FEATURE_GATES =
            used(
                    "featureGates",
                    new FeatureGatesType(),
                    FeatureGates.DEFAULT,
                    "Features to enable or disable. A gate of another component has no effect; a",
                    "warning names gates that this release does not have.");

    public static final ConfigField<List<Cidr>> CLUSTER_CIDR =
            used(
                    "clusterCIDR",
                    FieldTypes.CIDR_PAIR,
                    List.<Cidr>of(),
                    "The pods' network, or one of each family. Mode ClusterCIDR needs it; without",
                    "it no traffic to ClusterIPs is masqueraded.");

    public static final ConfigField<DetectLocalMode> DETECT_LOCAL_MODE =
            used(
                    "detectLocalMode",
                    FieldTypes.DETECT_LOCAL_MODE,
                    DetectLocalMode.CLUSTER_CIDR,
                    "How the proxy recognises traffic of pods. Other traffic to a ClusterIP is",
                    "masqueraded.");

    public static final ConfigField<NodePortAddresses> NODE_PORT_ADDRESSES =
            used(
                    "nodePortAddresses",
                    new NodePortAddressesType(),
                    NodePortAddresses.DEFAULT,
                    "The node's addresses on which NodePorts answer. Empty means primary, the",
                    "node's primary addresses; with mode iptables or ipvs it means all addresses.",
                    "A family without an entry is not restricted.");

    public static final ConfigField<Integer> OOM_SCORE_ADJ =
            used(
                    "oomScoreAdj",
                    number(-1000, 1000),
                    -999,
                    "The OOM score adjustment of this process: the lower it is, the later the",
                    "kernel kills the process when memory runs out.");

    private static final List<ConfigField<?>> OUTSIDE_OF_SECTIONS =
            List.of(
                    MODE,
                    HOSTNAME_OVERRIDE,
                    BIND_ADDRESS,
                    HEALTHZ_BIND_ADDRESS,
                    METRICS_BIND_ADDRESS,
                    BIND_ADDRESS_HARD_FAIL,
                    ENABLE_PROFILING,
                    SHOW_HIDDEN_METRICS,
                    FEATURE_GATES,
                    CLUSTER_CIDR,
                    DETECT_LOCAL_MODE,
                    NODE_PORT_ADDRESSES,
                    OOM_SCORE_ADJ);

    /** All fields, those without effect last. */
    public static final List<ConfigField<?>> ALL =
            Stream.of(OUTSIDE_OF_SECTIONS, SectionFields.ALL, UnusedFields.ALL)
                    .<ConfigField<?>>flatMap(List::stream)
                    .toList();

    private ConfigFields() {}
}
