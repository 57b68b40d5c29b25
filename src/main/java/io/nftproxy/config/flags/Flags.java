package io.nftproxy.config.flags;

import static io.nftproxy.config.flags.FlagGroup.API_SERVER;
import static io.nftproxy.config.flags.FlagGroup.GENERAL;
import static io.nftproxy.config.flags.FlagGroup.KERNEL;
import static io.nftproxy.config.flags.FlagGroup.LOGGING;
import static io.nftproxy.config.flags.FlagGroup.SERVERS;
import static io.nftproxy.config.flags.FlagGroup.SYNC;
import static io.nftproxy.config.flags.FlagGroup.TRAFFIC;

import io.nftproxy.config.ConfigField;
import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.SectionFields;
import io.nftproxy.config.UnusedFields;
import io.nftproxy.config.flags.Flag.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** kube-proxy's flags. */
public final class Flags {
    static final Flag CONFIG =
            Flag.process(
                    "config",
                    GENERAL,
                    "FILE",
                    "A file with a KubeProxyConfiguration, YAML or JSON. With it, only"
                            + " the flags for logging, --hostname-override, --master and those of"
                            + " the process itself apply.");

    static final Flag WRITE_CONFIG_TO =
            Flag.process(
                    "write-config-to",
                    GENERAL,
                    "FILE",
                    "Write the configuration with its defaults to this file as YAML, and exit.");

    static final Flag CLEANUP =
            Flag.process(
                            "cleanup",
                            GENERAL,
                            "BOOL",
                            "Remove the rules of nftproxy and of every mode of"
                                    + " kube-proxy, and exit. No configuration file is read.")
                    .shaped(Shape.SWITCH)
                    .defaultsTo("false");

    static final Flag OWN_RULES_ONLY =
            Flag.process(
                            "own-rules-only",
                            GENERAL,
                            "BOOL",
                            "With --cleanup: remove only nftproxy's rules, once"
                                    + " kube-proxy's rules are in the kernel. Safe beside a"
                                    + " running kube-proxy.")
                    .shaped(Shape.SWITCH)
                    .defaultsTo("false");

    static final Flag INIT_ONLY =
            Flag.process(
                            "init-only",
                            GENERAL,
                            "BOOL",
                            "Do the part of the start that needs privileges, and exit."
                                    + " For an init container, so that the main container needs"
                                    + " only NET_ADMIN.")
                    .shaped(Shape.SWITCH)
                    .defaultsTo("false");

    static final Flag VERSION =
            Flag.process(
                            "version",
                            GENERAL,
                            "BOOL|raw|vX.Y.Z",
                            "Print the version and exit; raw prints details; vX.Y.Z"
                                    + " runs and reports that version.")
                    .shaped(Shape.SWITCH)
                    .defaultsTo("false");

    static final Flag HELP =
            Flag.process("help", GENERAL, "BOOL", "Print this help and exit.")
                    .shaped(Shape.SWITCH)
                    .defaultsTo("false");

    static final Flag MASTER =
            Flag.process(
                    "master",
                    API_SERVER,
                    "URL",
                    "The address of the API server, instead of the kubeconfig's."
                            + " Without both, the pod's service account is used.");

    static final Flag HOSTNAME_OVERRIDE =
            Flag.of("hostname-override", API_SERVER, "NAME", ConfigFields.HOSTNAME_OVERRIDE);

    static final Flag HEALTHZ_BIND_ADDRESS =
            Flag.of("healthz-bind-address", SERVERS, "IP:PORT", ConfigFields.HEALTHZ_BIND_ADDRESS);

    static final Flag METRICS_BIND_ADDRESS =
            Flag.of("metrics-bind-address", SERVERS, "IP:PORT", ConfigFields.METRICS_BIND_ADDRESS);

    static final Flag HEALTHZ_PORT =
            Flag.process(
                            "healthz-port",
                            SERVERS,
                            "PORT",
                            "Deprecated: the port for --healthz-bind-address if it has"
                                    + " none; 0 disables the server.")
                    .defaultsTo(String.valueOf(ConfigFields.HEALTHZ_PORT));

    static final Flag METRICS_PORT =
            Flag.process(
                            "metrics-port",
                            SERVERS,
                            "PORT",
                            "Deprecated: the port for --metrics-bind-address if it has"
                                    + " none; 0 disables the server.")
                    .defaultsTo(String.valueOf(ConfigFields.METRICS_PORT));

    private static final List<Flag> USED =
            List.of(
                    CONFIG,
                    WRITE_CONFIG_TO,
                    CLEANUP,
                    OWN_RULES_ONLY,
                    INIT_ONLY,
                    VERSION,
                    HELP,
                    Flag.of("feature-gates", GENERAL, "NAME=BOOL,...", ConfigFields.FEATURE_GATES),
                    Flag.of("proxy-mode", GENERAL, "MODE", ConfigFields.MODE),
                    Flag.of("kubeconfig", API_SERVER, "FILE", SectionFields.KUBECONFIG),
                    MASTER,
                    HOSTNAME_OVERRIDE,
                    Flag.of("bind-address", API_SERVER, "IP", ConfigFields.BIND_ADDRESS),
                    HEALTHZ_BIND_ADDRESS,
                    METRICS_BIND_ADDRESS,
                    HEALTHZ_PORT,
                    METRICS_PORT,
                    Flag.of("bind-address-hard-fail", SERVERS, ConfigFields.BIND_ADDRESS_HARD_FAIL),
                    Flag.of("profiling", SERVERS, ConfigFields.ENABLE_PROFILING),
                    Flag.of(
                            "show-hidden-metrics-for-version",
                            SERVERS,
                            "X.Y",
                            ConfigFields.SHOW_HIDDEN_METRICS),
                    Flag.of("cluster-cidr", TRAFFIC, "CIDR,...", ConfigFields.CLUSTER_CIDR),
                    Flag.of("detect-local-mode", TRAFFIC, "MODE", ConfigFields.DETECT_LOCAL_MODE),
                    Flag.of(
                            "pod-bridge-interface",
                            TRAFFIC,
                            "NAME",
                            SectionFields.BRIDGE_INTERFACE),
                    Flag.of(
                            "pod-interface-name-prefix",
                            TRAFFIC,
                            "PREFIX",
                            SectionFields.INTERFACE_NAME_PREFIX),
                    Flag.of(
                            "nodeport-addresses",
                            TRAFFIC,
                            "CIDR|WORD,...",
                            ConfigFields.NODE_PORT_ADDRESSES),
                    Flag.of("masquerade-all", TRAFFIC, SectionFields.MASQUERADE_ALL)
                            .and(UnusedFields.named("iptables.masqueradeAll")),
                    Flag.of("iptables-sync-period", SYNC, "DURATION", SectionFields.SYNC_PERIOD)
                            .and(UnusedFields.named("iptables.syncPeriod")),
                    Flag.of(
                                    "iptables-min-sync-period",
                                    SYNC,
                                    "DURATION",
                                    SectionFields.MIN_SYNC_PERIOD)
                            .and(UnusedFields.named("iptables.minSyncPeriod")),
                    Flag.of(
                            "conntrack-max-per-core",
                            KERNEL,
                            "N",
                            SectionFields.CONNTRACK_MAX_PER_CORE),
                    Flag.of("conntrack-min", KERNEL, "N", SectionFields.CONNTRACK_MIN),
                    Flag.of(
                            "conntrack-tcp-timeout-established",
                            KERNEL,
                            "DURATION",
                            SectionFields.TCP_ESTABLISHED_TIMEOUT),
                    Flag.of(
                            "conntrack-tcp-timeout-close-wait",
                            KERNEL,
                            "DURATION",
                            SectionFields.TCP_CLOSE_WAIT_TIMEOUT),
                    Flag.of("conntrack-tcp-be-liberal", KERNEL, SectionFields.TCP_BE_LIBERAL),
                    Flag.of("conntrack-udp-timeout", KERNEL, "DURATION", SectionFields.UDP_TIMEOUT),
                    Flag.of(
                            "conntrack-udp-timeout-stream",
                            KERNEL,
                            "DURATION",
                            SectionFields.UDP_STREAM_TIMEOUT),
                    Flag.of("oom-score-adj", KERNEL, "N", ConfigFields.OOM_SCORE_ADJ),
                    Flag.of("v", LOGGING, "N", SectionFields.VERBOSITY),
                    Flag.of("logging-format", LOGGING, "FORMAT", SectionFields.LOG_FORMAT),
                    Flag.of("log-text-split-stream", LOGGING, SectionFields.TEXT_SPLIT_STREAM),
                    Flag.of("log-json-split-stream", LOGGING, SectionFields.JSON_SPLIT_STREAM));

    /** All flags, in the order of the help. */
    public static final List<Flag> ALL =
            Stream.concat(USED.stream(), UnusedFlags.ALL.stream()).toList();

    private Flags() {}

    /** Returns the flag that sets each field, with its dashes. */
    static Map<ConfigField<?>, String> byField() {
        Map<ConfigField<?>, String> names = new HashMap<>();
        for (Flag flag : ALL) {
            flag.sets().forEach(field -> names.put(field, flag.typed()));
        }
        return names;
    }

    /** Returns whether a flag is used with --config: flags for logging or without a field. */
    static boolean countsBesideFile(Flag flag) {
        boolean forServers = flag.equals(HEALTHZ_PORT) || flag.equals(METRICS_PORT);
        boolean forLogging = flag.sets().stream().allMatch(ConfigField::isLogging);
        return flag.equals(HOSTNAME_OVERRIDE) || forLogging && !forServers;
    }
}
