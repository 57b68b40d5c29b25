package io.nftproxy.config;

import java.time.Duration;
import java.util.List;

/** The section {@code conntrack}. Its zeros are zeros: they leave the kernel's value alone. */
public final class ConntrackFields {
    private static final NumberType NOT_NEGATIVE = new NumberType(0, Integer.MAX_VALUE);

    public static final ConfigField<Integer> MAX_PER_CORE =
            ConfigField.of(
                            "conntrack.maxPerCore",
                            NOT_NEGATIVE,
                            32768,
                            config -> config.conntrack().maxPerCore())
                    .used(
                            "nf_conntrack_max for each CPU core. 0 leaves the limit alone, whatever"
                                    + " conntrack.min says.");

    public static final ConfigField<Integer> MIN =
            ConfigField.of(
                            "conntrack.min",
                            NOT_NEGATIVE,
                            131072,
                            config -> config.conntrack().min())
                    .used("The least nf_conntrack_max, however few the cores.");

    public static final ConfigField<Duration> TCP_ESTABLISHED_TIMEOUT =
            ConfigField.of(
                            "conntrack.tcpEstablishedTimeout",
                            DurationType.NOT_NEGATIVE,
                            Duration.ofHours(24),
                            config -> config.conntrack().tcpEstablishedTimeout())
                    .used("nf_conntrack_tcp_timeout_established. 0s leaves it alone.");

    public static final ConfigField<Duration> TCP_CLOSE_WAIT_TIMEOUT =
            ConfigField.of(
                            "conntrack.tcpCloseWaitTimeout",
                            DurationType.NOT_NEGATIVE,
                            Duration.ofHours(1),
                            config -> config.conntrack().tcpCloseWaitTimeout())
                    .used("nf_conntrack_tcp_timeout_close_wait. 0s leaves it alone.");

    public static final ConfigField<Boolean> TCP_BE_LIBERAL =
            ConfigField.of(
                            "conntrack.tcpBeLiberal",
                            FieldTypes.SWITCH,
                            false,
                            config -> config.conntrack().tcpBeLiberal())
                    .used("true sets nf_conntrack_tcp_be_liberal; false leaves it alone.");

    public static final ConfigField<Duration> UDP_TIMEOUT =
            ConfigField.of(
                            "conntrack.udpTimeout",
                            DurationType.NOT_NEGATIVE,
                            Duration.ZERO,
                            config -> config.conntrack().udpTimeout())
                    .used("nf_conntrack_udp_timeout. 0s leaves it alone.");

    public static final ConfigField<Duration> UDP_STREAM_TIMEOUT =
            ConfigField.of(
                            "conntrack.udpStreamTimeout",
                            DurationType.NOT_NEGATIVE,
                            Duration.ZERO,
                            config -> config.conntrack().udpStreamTimeout())
                    .used("nf_conntrack_udp_timeout_stream. 0s leaves it alone.");

    static final List<ConfigField<?>> ALL =
            List.of(
                    MAX_PER_CORE,
                    MIN,
                    TCP_ESTABLISHED_TIMEOUT,
                    TCP_CLOSE_WAIT_TIMEOUT,
                    TCP_BE_LIBERAL,
                    UDP_TIMEOUT,
                    UDP_STREAM_TIMEOUT);

    private ConntrackFields() {}

    static Conntrack conntrack(FieldReader fields) {
        return new Conntrack(
                fields.read(MAX_PER_CORE),
                fields.read(MIN),
                fields.read(TCP_ESTABLISHED_TIMEOUT),
                fields.read(TCP_CLOSE_WAIT_TIMEOUT),
                fields.read(TCP_BE_LIBERAL),
                fields.read(UDP_TIMEOUT),
                fields.read(UDP_STREAM_TIMEOUT));
    }
}
