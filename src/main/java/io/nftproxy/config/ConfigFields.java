package io.nftproxy.config;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The fields of KubeProxyConfiguration, from {@code fields.txt}; those that nftproxy uses have a
 * constant.
 */
public final class ConfigFields {
    /** All fields, those without effect last. */
    public static final List<ConfigField<?>> ALL = read();

    private static final Map<String, ConfigField<?>> BY_PATH = new HashMap<>();

    static {
        ALL.forEach(field -> BY_PATH.put(field.path(), field));
    }

    public static final ConfigField<ProxyMode> MODE = named("mode");
    public static final ConfigField<String> HOSTNAME_OVERRIDE = named("hostnameOverride");
    public static final ConfigField<IpAddress> BIND_ADDRESS = named("bindAddress");
    public static final ConfigField<Optional<ListenAddress>> HEALTHZ_BIND_ADDRESS =
            named("healthzBindAddress");
    public static final ConfigField<Optional<ListenAddress>> METRICS_BIND_ADDRESS =
            named("metricsBindAddress");
    public static final ConfigField<Boolean> BIND_ADDRESS_HARD_FAIL = named("bindAddressHardFail");
    public static final ConfigField<Boolean> ENABLE_PROFILING = named("enableProfiling");
    public static final ConfigField<FeatureGates> FEATURE_GATES = named("featureGates");
    public static final ConfigField<List<Cidr>> CLUSTER_CIDR = named("clusterCIDR");
    public static final ConfigField<DetectLocalMode> DETECT_LOCAL_MODE = named("detectLocalMode");
    public static final ConfigField<NodePortAddresses> NODE_PORT_ADDRESSES =
            named("nodePortAddresses");
    public static final ConfigField<Integer> OOM_SCORE_ADJ = named("oomScoreAdj");
    public static final ConfigField<String> KUBECONFIG = named("clientConnection.kubeconfig");

    public static final ConfigField<String> BRIDGE_INTERFACE = named("detectLocal.bridgeInterface");
    public static final ConfigField<String> INTERFACE_NAME_PREFIX =
            named("detectLocal.interfaceNamePrefix");

    public static final ConfigField<Integer> MASQUERADE_BIT = named("nftables.masqueradeBit");
    public static final ConfigField<Boolean> MASQUERADE_ALL = named("nftables.masqueradeAll");
    public static final ConfigField<Duration> SYNC_PERIOD = named("nftables.syncPeriod");
    public static final ConfigField<Duration> MIN_SYNC_PERIOD = named("nftables.minSyncPeriod");
    public static final ConfigField<String> SCHEDULER = named("nftables.scheduler");

    // A zero in section conntrack keeps the value of the kernel.
    public static final ConfigField<Integer> CONNTRACK_MAX_PER_CORE = named("conntrack.maxPerCore");
    public static final ConfigField<Integer> CONNTRACK_MIN = named("conntrack.min");
    public static final ConfigField<Duration> TCP_ESTABLISHED_TIMEOUT =
            named("conntrack.tcpEstablishedTimeout");
    public static final ConfigField<Duration> TCP_CLOSE_WAIT_TIMEOUT =
            named("conntrack.tcpCloseWaitTimeout");
    public static final ConfigField<Boolean> TCP_BE_LIBERAL = named("conntrack.tcpBeLiberal");
    public static final ConfigField<Duration> UDP_TIMEOUT = named("conntrack.udpTimeout");
    public static final ConfigField<Duration> UDP_STREAM_TIMEOUT =
            named("conntrack.udpStreamTimeout");

    public static final ConfigField<LogFormat> LOG_FORMAT = named("logging.format");
    public static final ConfigField<Integer> VERBOSITY = named("logging.verbosity");
    public static final ConfigField<Boolean> TEXT_SPLIT_STREAM =
            named("logging.options.text.splitStream");
    public static final ConfigField<Boolean> JSON_SPLIT_STREAM =
            named("logging.options.json.splitStream");

    private ConfigFields() {}

    private static List<ConfigField<?>> read() {
        return Table.rows(ConfigFields.class, "fields.txt").stream()
                .<ConfigField<?>>map(ConfigField::of)
                .toList();
    }

    /**
     * Returns the field of a path, {@code ipvs.scheduler}.
     *
     * @param <T> the type of its values, as {@code fields.txt} has it
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <T> ConfigField<T> named(String path) {
        return (ConfigField<T>) Objects.requireNonNull(BY_PATH.get(path), path);
    }
}
