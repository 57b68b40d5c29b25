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
 * The fields without effect, which are read, checked and written back: those of other modes and of
 * Windows, and those that the libraries decide.
 */
public final class UnusedFields {
    private static final FieldType<String> TEXT = FieldTypes.TEXT;
    private static final DurationType DURATION = DurationType.NOT_NEGATIVE;
    private static final DurationType SIGNED = DurationType.ANY;
    private static final Duration SYNC = Duration.ofSeconds(30);
    private static final Duration MIN_SYNC = Duration.ofSeconds(1);
    private static final String IPTABLES = "Replaces the field of nftables in mode iptables.";
    private static final String BOTH = "Replaces the field of nftables in modes iptables and ipvs.";
    private static final String IPVS = "For mode ipvs only.";
    private static final String INSTEAD = "Replaces the field of nftables in mode ipvs.";
    private static final String WINDOWS = "For Windows only.";
    private static final String WRITTEN = "Log lines are not buffered.";

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
                                    "Lists are not replayed; the proxy compares the kernel's",
                                    "table with the wanted one instead.")
                            .with(Zero.NEVER),
                    unused(
                            "clientConnection.acceptContentTypes",
                            TEXT,
                            "",
                            "The client sets the content types that it accepts."),
                    unused(
                            "clientConnection.contentType",
                            TEXT,
                            "application/vnd.kubernetes.protobuf",
                            "The client sets the content type that it sends."),
                    unused(
                                    "clientConnection.qps",
                                    DECIMAL,
                                    5.0,
                                    "The proxy sends few requests, so they are not limited.")
                            .with(Zero.DEFAULT),
                    unused("clientConnection.burst", number(0, Integer.MAX_VALUE), 10, "See qps.")
                            .with(Zero.DEFAULT),
                    unused(
                            "logging.vmodule",
                            new VModuleType(),
                            List.of(),
                            "There are no Go source files to select."),
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
                            "For mode iptables only. In nftables mode, a feature gate and",
                            "nodePortAddresses decide."),
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
                            "For the userspace mode, which Kubernetes no longer has."));

    private UnusedFields() {}

    /** Returns the field of a path, {@code ipvs.scheduler}. */
    public static ConfigField<?> named(String path) {
        return ALL.stream().filter(field -> field.path().equals(path)).findFirst().orElseThrow();
    }
}
