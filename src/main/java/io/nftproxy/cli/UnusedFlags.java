package io.nftproxy.cli;

import static io.nftproxy.cli.FlagGroup.WITHOUT_EFFECT;

import io.nftproxy.cli.Flag.Shape;
import io.nftproxy.config.ClientFields;
import io.nftproxy.config.ConfigField.Use;
import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.OtherModeFields;
import java.util.List;
import java.util.stream.Stream;

/** Flags of other modes, and those that libraries once left on every Kubernetes program. */
final class UnusedFlags {
    private static final List<Flag> OF_FIELDS =
            List.of(
                    Flag.of(
                            "kube-api-content-type",
                            WITHOUT_EFFECT,
                            "TYPE",
                            ClientFields.CONTENT_TYPE),
                    Flag.of("kube-api-qps", WITHOUT_EFFECT, "NUMBER", ClientFields.QPS),
                    Flag.of("kube-api-burst", WITHOUT_EFFECT, "N", ClientFields.BURST),
                    Flag.of(
                            "config-sync-period",
                            WITHOUT_EFFECT,
                            "DURATION",
                            ConfigFields.CONFIG_SYNC_PERIOD),
                    Flag.of(
                            "iptables-masquerade-bit",
                            WITHOUT_EFFECT,
                            "N",
                            OtherModeFields.IPTABLES_MASQUERADE_BIT),
                    Flag.of(
                            "iptables-localhost-nodeports",
                            WITHOUT_EFFECT,
                            OtherModeFields.IPTABLES_LOCALHOST_NODE_PORTS),
                    Flag.of(
                            "ipvs-sync-period",
                            WITHOUT_EFFECT,
                            "DURATION",
                            OtherModeFields.IPVS_SYNC_PERIOD),
                    Flag.of(
                            "ipvs-min-sync-period",
                            WITHOUT_EFFECT,
                            "DURATION",
                            OtherModeFields.IPVS_MIN_SYNC_PERIOD),
                    Flag.of(
                            "ipvs-scheduler",
                            WITHOUT_EFFECT,
                            "NAME",
                            OtherModeFields.IPVS_SCHEDULER),
                    Flag.of(
                            "ipvs-exclude-cidrs",
                            WITHOUT_EFFECT,
                            "CIDR,...",
                            OtherModeFields.IPVS_EXCLUDE_CIDRS),
                    Flag.of("ipvs-strict-arp", WITHOUT_EFFECT, OtherModeFields.IPVS_STRICT_ARP),
                    Flag.of(
                            "ipvs-tcp-timeout",
                            WITHOUT_EFFECT,
                            "DURATION",
                            OtherModeFields.IPVS_TCP_TIMEOUT),
                    Flag.of(
                            "ipvs-tcpfin-timeout",
                            WITHOUT_EFFECT,
                            "DURATION",
                            OtherModeFields.IPVS_TCP_FIN_TIMEOUT),
                    Flag.of(
                            "ipvs-udp-timeout",
                            WITHOUT_EFFECT,
                            "DURATION",
                            OtherModeFields.IPVS_UDP_TIMEOUT),
                    Flag.of("proxy-port-range", WITHOUT_EFFECT, "RANGE", ConfigFields.PORT_RANGE),
                    Flag.of("vmodule", WITHOUT_EFFECT, "PATTERN=N,...", ClientFields.VMODULE),
                    Flag.of(
                            "log-flush-frequency",
                            WITHOUT_EFFECT,
                            "DURATION",
                            ClientFields.FLUSH_FREQUENCY),
                    Flag.of(
                            "log-text-info-buffer-size",
                            WITHOUT_EFFECT,
                            "QUANTITY",
                            ClientFields.TEXT_BUFFER),
                    Flag.of(
                            "log-json-info-buffer-size",
                            WITHOUT_EFFECT,
                            "QUANTITY",
                            ClientFields.JSON_BUFFER));

    /** The two of cAdvisor's flags that kube-proxy 1.36 still has. */
    private static final List<Flag> MACHINE_FILES =
            List.of(
                    leftOver("boot-id-file", Shape.VALUE, "Left over from cAdvisor.")
                            .defaultsTo("/proc/sys/kernel/random/boot_id"),
                    leftOver("machine-id-file", Shape.VALUE, "Left over from cAdvisor.")
                            .defaultsTo("/etc/machine-id,/var/lib/dbus/machine-id"));

    private static final List<String> KLOG_SWITCHES =
            List.of(
                    "add-dir-header",
                    "alsologtostderr",
                    "logtostderr",
                    "one-output",
                    "skip-headers",
                    "skip-log-headers");

    private static final List<String> KLOG_VALUES =
            List.of(
                    "log-backtrace-at",
                    "log-dir",
                    "log-file",
                    "log-file-max-size",
                    "stderrthreshold");

    private static final List<String> CADVISOR_SWITCHES =
            List.of(
                    "allow-dynamic-housekeeping",
                    "disable-root-cgroup-stats",
                    "docker-only",
                    "docker-tls",
                    "enable-load-reader",
                    "log-cadvisor-usage",
                    "storage-driver-secure");

    private static final List<String> CADVISOR_VALUES =
            List.of(
                    "application-metrics-count-limit",
                    "azure-container-registry-config",
                    "container-hints",
                    "containerd",
                    "containerd-namespace",
                    "docker",
                    "docker-env-metadata-whitelist",
                    "docker-root",
                    "docker-tls-ca",
                    "docker-tls-cert",
                    "docker-tls-key",
                    "event-storage-age-limit",
                    "event-storage-event-limit",
                    "global-housekeeping-interval",
                    "housekeeping-interval",
                    "storage-driver-buffer-duration",
                    "storage-driver-db",
                    "storage-driver-host",
                    "storage-driver-password",
                    "storage-driver-table",
                    "storage-driver-user");

    static final List<Flag> ALL =
            Stream.of(
                            OF_FIELDS.stream(),
                            MACHINE_FILES.stream(),
                            leftOver(KLOG_SWITCHES, Shape.SWITCH, "Left over from klog."),
                            leftOver(KLOG_VALUES, Shape.VALUE, "Left over from klog."),
                            leftOver(CADVISOR_SWITCHES, Shape.SWITCH, "Left over from cAdvisor."),
                            leftOver(CADVISOR_VALUES, Shape.VALUE, "Left over from cAdvisor."))
                    .flatMap(flags -> flags)
                    .toList();

    private UnusedFlags() {}

    private static Stream<Flag> leftOver(List<String> names, Shape shape, String meaning) {
        return names.stream().map(name -> leftOver(name, shape, meaning));
    }

    private static Flag leftOver(String name, Shape shape, String meaning) {
        return Flag.process(name, WITHOUT_EFFECT, "VALUE", meaning).shaped(shape).used(Use.UNUSED);
    }
}
