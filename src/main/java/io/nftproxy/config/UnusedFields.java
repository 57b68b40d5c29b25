package io.nftproxy.config;

import static io.nftproxy.config.ConfigField.unused;
import static io.nftproxy.config.ScalarType.DECIMAL;
import static io.nftproxy.config.ScalarType.QUANTITY_TEXT;
import static io.nftproxy.config.ScalarType.SWITCH;
import static io.nftproxy.config.ScalarType.number;

import io.nftproxy.config.ConfigField.Zero;
import java.time.Duration;
import java.util.List;

/**
 * The fields that are read, checked and written back and have no effect of their own: those of
 * modes and systems that are not here, and what the libraries decide for themselves.
 */
public final class UnusedFields {
    private static final FieldType<String> TEXT = FieldTypes.TEXT;
    private static final DurationType DURATION = DurationType.NOT_NEGATIVE;
    private static final DurationType SIGNED = DurationType.ANY;
    private static final Duration SYNC = Duration.ofSeconds(30);
    private static final Duration MIN_SYNC = Duration.ofSeconds(1);
    private static final String IPTABLES = "Stands for the field of nftables in mode iptables.";
    private static final String BOTH =
            "Stands for the field of nftables in modes iptables and ipvs.";
    private static final String IPVS = "Of mode ipvs.";
    private static final String INSTEAD = "Stands for the field of nftables in mode ipvs.";
    private static final String WINDOWS = "Of Windows.";
    private static final String WRITTEN = "Every line is written at once.";

    static final ConfigField<Integer> IPTABLES_MASQUERADE_BIT =
            unused("iptables.masqueradeBit", number(0, 31), 14, BOTH);

    static final ConfigField<Boolean> IPTABLES_MASQUERADE_ALL =
            unused("iptables.masqueradeAll", SWITCH, false, BOTH);

    static final ConfigField<Duration> IPTABLES_SYNC_PERIOD =
            unused("iptables.syncPeriod", DURATION, SYNC, IPTABLES).with(Zero.NEVER);

    static final ConfigField<Duration> IPTABLES_MIN_SYNC_PERIOD =
            unused("iptables.minSyncPeriod", DURATION, MIN_SYNC, IPTABLES).with(Zero.DEFAULT);

    static final ConfigField<Duration> IPVS_SYNC_PERIOD =
            unused("ipvs.syncPeriod", SIGNED, SYNC, INSTEAD).with(Zero.DEFAULT);

    static final ConfigField<Duration> IPVS_MIN_SYNC_PERIOD =
            unused("ipvs.minSyncPeriod", SIGNED, MIN_SYNC, INSTEAD).with(Zero.DEFAULT);

    static final ConfigField<List<String>> IPVS_EXCLUDE_CIDRS =
            unused("ipvs.excludeCIDRs", TextListType.CIDRS, List.of(), IPVS);

    static final List<ConfigField<?>> ALL =
            List.of(
                    unused(
                                    "configSyncPeriod",
                                    DURATION,
                                    Duration.ofMinutes(15),
                                    "Nothing is replayed: the kernel's table is compared with what",
                                    "is wanted instead.")
                            .with(Zero.NEVER),
                    unused(
                            "clientConnection.acceptContentTypes",
                            TEXT,
                            "",
                            "The client decides what it accepts."),
                    unused(
                            "clientConnection.contentType",
                            TEXT,
                            "application/vnd.kubernetes.protobuf",
                            "The client decides what it sends."),
                    unused(
                                    "clientConnection.qps",
                                    DECIMAL,
                                    5.0,
                                    "The proxy makes a few long requests; there is nothing to hold",
                                    "back.")
                            .with(Zero.DEFAULT),
                    unused(
                                    "clientConnection.burst",
                                    number(0, Integer.MAX_VALUE),
                                    10,
                                    "As for qps.")
                            .with(Zero.DEFAULT),
                    unused(
                            "logging.vmodule",
                            new VModuleType(),
                            List.of(),
                            "There are no Go source files to choose from."),
                    unused(
                                    "logging.flushFrequency",
                                    new DurationType(false, true),
                                    Duration.ofSeconds(5),
                                    WRITTEN)
                            .with(Zero.DEFAULT),
                    unused("logging.options.text.infoBufferSize", QUANTITY_TEXT, "0", WRITTEN),
                    unused("logging.options.json.infoBufferSize", QUANTITY_TEXT, "0", WRITTEN),
                    IPTABLES_MASQUERADE_BIT,
                    IPTABLES_MASQUERADE_ALL,
                    unused(
                            "iptables.localhostNodePorts",
                            SWITCH,
                            true,
                            "Of mode iptables. Here a feature gate and nodePortAddresses decide."),
                    IPTABLES_SYNC_PERIOD,
                    IPTABLES_MIN_SYNC_PERIOD,
                    IPVS_SYNC_PERIOD,
                    IPVS_MIN_SYNC_PERIOD,
                    unused("ipvs.scheduler", TEXT, "", IPVS),
                    IPVS_EXCLUDE_CIDRS,
                    unused("ipvs.strictARP", SWITCH, false, IPVS),
                    unused("ipvs.tcpTimeout", SIGNED, Duration.ZERO, IPVS),
                    unused("ipvs.tcpFinTimeout", SIGNED, Duration.ZERO, IPVS),
                    unused("ipvs.udpTimeout", SIGNED, Duration.ZERO, IPVS),
                    unused("winkernel.networkName", TEXT, "", WINDOWS),
                    unused("winkernel.sourceVip", TEXT, "", WINDOWS),
                    unused("winkernel.enableDSR", SWITCH, false, WINDOWS),
                    unused("winkernel.rootHnsEndpointName", TEXT, "", WINDOWS),
                    unused("winkernel.forwardHealthCheckVip", SWITCH, false, WINDOWS),
                    unused("windowsRunAsService", SWITCH, false, WINDOWS),
                    unused(
                            "portRange",
                            FieldTypes.PORT_RANGE,
                            "",
                            "Ports for a proxy mode that Kubernetes no longer has."));

    private UnusedFields() {}

    /** The field of this path, {@code ipvs.scheduler}. */
    public static ConfigField<?> named(String path) {
        return ALL.stream().filter(field -> field.path().equals(path)).findFirst().orElseThrow();
    }
}
