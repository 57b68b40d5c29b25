package io.nftproxy.config.flags;

import static io.nftproxy.config.flags.FlagGroup.WITHOUT_EFFECT;

import io.nftproxy.config.ConfigField.Use;
import io.nftproxy.config.UnusedFields;
import io.nftproxy.config.flags.Flag.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Flags without effect: those of other modes, and of libraries that kube-proxy once used. */
final class UnusedFlags {
    private static final List<Flag> OF_FIELDS =
            List.of(
                    field("kube-api-content-type", "TYPE", "clientConnection.contentType"),
                    field("kube-api-qps", "NUMBER", "clientConnection.qps"),
                    field("kube-api-burst", "N", "clientConnection.burst"),
                    field("config-sync-period", "DURATION", "configSyncPeriod"),
                    field("iptables-masquerade-bit", "N", "iptables.masqueradeBit"),
                    field("iptables-localhost-nodeports", "iptables.localhostNodePorts"),
                    field("ipvs-sync-period", "DURATION", "ipvs.syncPeriod"),
                    field("ipvs-min-sync-period", "DURATION", "ipvs.minSyncPeriod"),
                    field("ipvs-scheduler", "NAME", "ipvs.scheduler"),
                    field("ipvs-exclude-cidrs", "CIDR,...", "ipvs.excludeCIDRs"),
                    field("ipvs-strict-arp", "ipvs.strictARP"),
                    field("ipvs-tcp-timeout", "DURATION", "ipvs.tcpTimeout"),
                    field("ipvs-tcpfin-timeout", "DURATION", "ipvs.tcpFinTimeout"),
                    field("ipvs-udp-timeout", "DURATION", "ipvs.udpTimeout"),
                    field("proxy-port-range", "RANGE", "portRange"),
                    field("vmodule", "PATTERN=N,...", "logging.vmodule"),
                    field("log-flush-frequency", "DURATION", "logging.flushFrequency"),
                    field(
                            "log-text-info-buffer-size",
                            "QUANTITY",
                            "logging.options.text.infoBufferSize"),
                    field(
                            "log-json-info-buffer-size",
                            "QUANTITY",
                            "logging.options.json.infoBufferSize"));

    /** The two flags of cAdvisor that kube-proxy 1.36 still has. */
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

    private static Flag field(String name, String path) {
        return field(name, "BOOL", path);
    }

    private static Flag field(String name, String valueName, String path) {
        return Flag.of(name, WITHOUT_EFFECT, valueName, UnusedFields.named(path));
    }

    private static Stream<Flag> leftOver(List<String> names, Shape shape, String meaning) {
        return names.stream().map(name -> leftOver(name, shape, meaning));
    }

    private static Flag leftOver(String name, Shape shape, String meaning) {
        return Flag.process(name, WITHOUT_EFFECT, "VALUE", meaning).shaped(shape).used(Use.UNUSED);
    }
}
