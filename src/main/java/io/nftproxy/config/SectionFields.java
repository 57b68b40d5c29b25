package io.nftproxy.config;

import static io.nftproxy.config.ConfigField.used;
import static io.nftproxy.config.ScalarType.SWITCH;
import static io.nftproxy.config.ScalarType.number;

import io.nftproxy.config.ConfigField.Use;
import io.nftproxy.config.ConfigField.Zero;
import java.time.Duration;
import java.util.List;

/**
 * The fields of sections with an effect. A zero in section {@code conntrack} keeps the value of the
 * kernel.
 */
public final class SectionFields {
    private static final DurationType DURATION = DurationType.NOT_NEGATIVE;
    private static final FieldType<Integer> NOT_NEGATIVE = number(0, Integer.MAX_VALUE);

    public static final ConfigField<String> BRIDGE_INTERFACE =
            used(
                    "detectLocal.bridgeInterface",
                    FieldTypes.TEXT,
                    "",
                    "The bridge interface for mode BridgeInterface. It need not exist yet.");

    public static final ConfigField<String> INTERFACE_NAME_PREFIX =
            used(
                    "detectLocal.interfaceNamePrefix",
                    FieldTypes.TEXT,
                    "",
                    "The prefix of interface names for mode InterfaceNamePrefix.");

    public static final ConfigField<Integer> MASQUERADE_BIT =
            used(
                    "nftables.masqueradeBit",
                    number(0, 31),
                    14,
                    "The bit of the packet mark that requests masquerade in postrouting. It is",
                    "cleared there.");

    public static final ConfigField<Boolean> MASQUERADE_ALL =
            used(
                    "nftables.masqueradeAll",
                    SWITCH,
                    false,
                    "Masquerade all traffic to ClusterIPs, including that of pods.");

    public static final ConfigField<Duration> SYNC_PERIOD =
            used(
                            "nftables.syncPeriod",
                            DURATION,
                            Duration.ofSeconds(30),
                            "The longest time until a failed sync is retried. /healthz fails when",
                            "a change has waited for twice as long.")
                    .with(Zero.NEVER);

    public static final ConfigField<Duration> MIN_SYNC_PERIOD =
            used(
                            "nftables.minSyncPeriod",
                            DURATION,
                            Duration.ZERO,
                            "The shortest time between two syncs. If it is not set, the pause",
                            "follows the duration of syncs: the first change is committed at once",
                            "and bursts are batched, where kube-proxy waits 1s.")
                    .with(Zero.DEFAULT)
                    .with(Use.DIFFERS);

    public static final ConfigField<Integer> CONNTRACK_MAX_PER_CORE =
            used(
                    "conntrack.maxPerCore",
                    NOT_NEGATIVE,
                    32768,
                    "nf_conntrack_max for each CPU core. 0 keeps the current limit, whatever",
                    "conntrack.min says.");

    public static final ConfigField<Integer> CONNTRACK_MIN =
            used(
                    "conntrack.min",
                    NOT_NEGATIVE,
                    131072,
                    "The minimum of nf_conntrack_max, for any number of cores.");

    public static final ConfigField<Duration> TCP_ESTABLISHED_TIMEOUT =
            used(
                    "conntrack.tcpEstablishedTimeout",
                    DURATION,
                    Duration.ofHours(24),
                    "nf_conntrack_tcp_timeout_established. 0s keeps the current value.");

    public static final ConfigField<Duration> TCP_CLOSE_WAIT_TIMEOUT =
            used(
                    "conntrack.tcpCloseWaitTimeout",
                    DURATION,
                    Duration.ofHours(1),
                    "nf_conntrack_tcp_timeout_close_wait. 0s keeps the current value.");

    public static final ConfigField<Boolean> TCP_BE_LIBERAL =
            used(
                    "conntrack.tcpBeLiberal",
                    SWITCH,
                    false,
                    "true sets nf_conntrack_tcp_be_liberal; false keeps the current value.");

    public static final ConfigField<Duration> UDP_TIMEOUT =
            used(
                    "conntrack.udpTimeout",
                    DURATION,
                    Duration.ZERO,
                    "nf_conntrack_udp_timeout. 0s keeps the current value.");

    public static final ConfigField<Duration> UDP_STREAM_TIMEOUT =
            used(
                    "conntrack.udpStreamTimeout",
                    DURATION,
                    Duration.ZERO,
                    "nf_conntrack_udp_timeout_stream. 0s keeps the current value.");

    public static final ConfigField<String> KUBECONFIG =
            used(
                    "clientConnection.kubeconfig",
                    FieldTypes.TEXT,
                    "",
                    "The path of a kubeconfig file. If it is empty, the pod's service account is",
                    "used.");

    public static final ConfigField<LogFormat> LOG_FORMAT =
            used(
                    "logging.format",
                    FieldTypes.LOG_FORMAT,
                    LogFormat.TEXT,
                    "The format of log lines: klog's text, or one JSON object a line.");

    public static final ConfigField<Integer> VERBOSITY =
            used(
                    "logging.verbosity",
                    NOT_NEGATIVE,
                    0,
                    "The log level: 0 for what an operator must know, 2 also information of",
                    "libraries, 4 each step, 6 everything, 8 also each step of libraries.");

    public static final ConfigField<Boolean> TEXT_SPLIT_STREAM =
            used(
                    "logging.options.text.splitStream",
                    SWITCH,
                    false,
                    "With the text format: write errors to standard error and all other lines to",
                    "standard output, instead of all to standard error.");

    public static final ConfigField<Boolean> JSON_SPLIT_STREAM =
            used(
                    "logging.options.json.splitStream",
                    SWITCH,
                    false,
                    "The same with the JSON format.");

    static final List<ConfigField<?>> ALL =
            List.of(
                    BRIDGE_INTERFACE,
                    INTERFACE_NAME_PREFIX,
                    MASQUERADE_BIT,
                    MASQUERADE_ALL,
                    SYNC_PERIOD,
                    MIN_SYNC_PERIOD,
                    CONNTRACK_MAX_PER_CORE,
                    CONNTRACK_MIN,
                    TCP_ESTABLISHED_TIMEOUT,
                    TCP_CLOSE_WAIT_TIMEOUT,
                    TCP_BE_LIBERAL,
                    UDP_TIMEOUT,
                    UDP_STREAM_TIMEOUT,
                    KUBECONFIG,
                    LOG_FORMAT,
                    VERBOSITY,
                    TEXT_SPLIT_STREAM,
                    JSON_SPLIT_STREAM);

    private SectionFields() {}
}
