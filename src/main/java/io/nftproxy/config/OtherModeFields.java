package io.nftproxy.config;

import io.nftproxy.config.ConfigField.Zero;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The sections of modes that are not here: {@code iptables}, {@code ipvs}, {@code winkernel}. */
public final class OtherModeFields {
    private static final Duration SYNC_DEFAULT = Duration.ofSeconds(30);
    private static final Duration MIN_SYNC_DEFAULT = Duration.ofSeconds(1);

    public static final ConfigField<Integer> IPTABLES_MASQUERADE_BIT =
            ConfigField.of(
                            "iptables.masqueradeBit",
                            new NumberType(0, 31),
                            14,
                            config -> config.iptables().masqueradeBit())
                    .unused(
                            "Stands for nftables.masqueradeBit if the mode asked for is iptables or ipvs.");

    public static final ConfigField<Boolean> IPTABLES_MASQUERADE_ALL =
            ConfigField.of(
                            "iptables.masqueradeAll",
                            FieldTypes.SWITCH,
                            false,
                            config -> config.iptables().masqueradeAll())
                    .unused(
                            "Stands for nftables.masqueradeAll if the mode asked for is iptables or ipvs.");

    public static final ConfigField<Boolean> IPTABLES_LOCALHOST_NODE_PORTS =
            ConfigField.of(
                            "iptables.localhostNodePorts",
                            FieldTypes.SWITCH,
                            true,
                            config -> config.iptables().localhostNodePorts())
                    .unused("Of mode iptables. Here a feature gate and nodePortAddresses decide.");

    public static final ConfigField<Duration> IPTABLES_SYNC_PERIOD =
            ConfigField.of(
                            "iptables.syncPeriod",
                            DurationType.NOT_NEGATIVE,
                            SYNC_DEFAULT,
                            config -> config.iptables().syncPeriod())
                    .zero(Zero.NEVER)
                    .unused("Stands for nftables.syncPeriod if the mode asked for is iptables.");

    public static final ConfigField<Duration> IPTABLES_MIN_SYNC_PERIOD =
            ConfigField.of(
                            "iptables.minSyncPeriod",
                            DurationType.NOT_NEGATIVE,
                            MIN_SYNC_DEFAULT,
                            config -> config.iptables().minSyncPeriod())
                    .zero(Zero.DEFAULT)
                    .unused("Stands for nftables.minSyncPeriod if the mode asked for is iptables.");

    public static final ConfigField<Duration> IPVS_SYNC_PERIOD =
            ipvs("syncPeriod", DurationType.ANY, SYNC_DEFAULT, Ipvs::syncPeriod).zero(Zero.DEFAULT);

    public static final ConfigField<Duration> IPVS_MIN_SYNC_PERIOD =
            ipvs("minSyncPeriod", DurationType.ANY, MIN_SYNC_DEFAULT, Ipvs::minSyncPeriod)
                    .zero(Zero.DEFAULT);

    public static final ConfigField<String> IPVS_SCHEDULER =
            ipvs("scheduler", FieldTypes.TEXT, "", Ipvs::scheduler);

    public static final ConfigField<List<String>> IPVS_EXCLUDE_CIDRS =
            ipvs("excludeCIDRs", TextListType.CIDRS, List.<String>of(), Ipvs::excludeCidrs);

    public static final ConfigField<Boolean> IPVS_STRICT_ARP =
            ipvs("strictARP", FieldTypes.SWITCH, false, Ipvs::strictArp);

    public static final ConfigField<Duration> IPVS_TCP_TIMEOUT =
            ipvs("tcpTimeout", DurationType.ANY, Duration.ZERO, Ipvs::tcpTimeout);

    public static final ConfigField<Duration> IPVS_TCP_FIN_TIMEOUT =
            ipvs("tcpFinTimeout", DurationType.ANY, Duration.ZERO, Ipvs::tcpFinTimeout);

    public static final ConfigField<Duration> IPVS_UDP_TIMEOUT =
            ipvs("udpTimeout", DurationType.ANY, Duration.ZERO, Ipvs::udpTimeout);

    public static final ConfigField<String> WIN_NETWORK_NAME =
            windows("networkName", FieldTypes.TEXT, "", WinKernel::networkName);

    public static final ConfigField<String> WIN_SOURCE_VIP =
            windows("sourceVip", FieldTypes.TEXT, "", WinKernel::sourceVip);

    public static final ConfigField<Boolean> WIN_ENABLE_DSR =
            windows("enableDSR", FieldTypes.SWITCH, false, WinKernel::enableDsr);

    public static final ConfigField<String> WIN_ROOT_HNS_ENDPOINT_NAME =
            windows("rootHnsEndpointName", FieldTypes.TEXT, "", WinKernel::rootHnsEndpointName);

    public static final ConfigField<Boolean> WIN_FORWARD_HEALTH_CHECK_VIP =
            windows(
                    "forwardHealthCheckVip",
                    FieldTypes.SWITCH,
                    false,
                    WinKernel::forwardHealthCheckVip);

    static final List<ConfigField<?>> ALL =
            List.of(
                    IPTABLES_MASQUERADE_BIT,
                    IPTABLES_MASQUERADE_ALL,
                    IPTABLES_LOCALHOST_NODE_PORTS,
                    IPTABLES_SYNC_PERIOD,
                    IPTABLES_MIN_SYNC_PERIOD,
                    IPVS_SYNC_PERIOD,
                    IPVS_MIN_SYNC_PERIOD,
                    IPVS_SCHEDULER,
                    IPVS_EXCLUDE_CIDRS,
                    IPVS_STRICT_ARP,
                    IPVS_TCP_TIMEOUT,
                    IPVS_TCP_FIN_TIMEOUT,
                    IPVS_UDP_TIMEOUT,
                    WIN_NETWORK_NAME,
                    WIN_SOURCE_VIP,
                    WIN_ENABLE_DSR,
                    WIN_ROOT_HNS_ENDPOINT_NAME,
                    WIN_FORWARD_HEALTH_CHECK_VIP);

    private OtherModeFields() {}

    private static <T> ConfigField<T> ipvs(
            String name, FieldType<T> type, T defaultValue, Function<Ipvs, T> value) {
        return ConfigField.of(
                        "ipvs." + name, type, defaultValue, config -> value.apply(config.ipvs()))
                .unused("Of mode ipvs.");
    }

    private static <T> ConfigField<T> windows(
            String name, FieldType<T> type, T defaultValue, Function<WinKernel, T> value) {
        return ConfigField.of(
                        "winkernel." + name,
                        type,
                        defaultValue,
                        config -> value.apply(config.winkernel()))
                .unused("Of Windows.");
    }

    static IpTables iptables(FieldReader fields) {
        return new IpTables(
                fields.read(IPTABLES_MASQUERADE_BIT),
                fields.read(IPTABLES_MASQUERADE_ALL),
                fields.read(IPTABLES_LOCALHOST_NODE_PORTS),
                fields.read(IPTABLES_SYNC_PERIOD),
                fields.read(IPTABLES_MIN_SYNC_PERIOD));
    }

    static Ipvs ipvs(FieldReader fields) {
        return new Ipvs(
                fields.read(IPVS_SYNC_PERIOD),
                fields.read(IPVS_MIN_SYNC_PERIOD),
                fields.read(IPVS_SCHEDULER),
                fields.read(IPVS_EXCLUDE_CIDRS),
                fields.read(IPVS_STRICT_ARP),
                fields.read(IPVS_TCP_TIMEOUT),
                fields.read(IPVS_TCP_FIN_TIMEOUT),
                fields.read(IPVS_UDP_TIMEOUT));
    }

    static WinKernel winkernel(FieldReader fields) {
        return new WinKernel(
                fields.read(WIN_NETWORK_NAME),
                fields.read(WIN_SOURCE_VIP),
                fields.read(WIN_ENABLE_DSR),
                fields.read(WIN_ROOT_HNS_ENDPOINT_NAME),
                fields.read(WIN_FORWARD_HEALTH_CHECK_VIP));
    }
}
