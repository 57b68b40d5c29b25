package io.nftproxy.config.flags;

import io.nftproxy.config.ConfigField;
import io.nftproxy.config.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The flags of kube-proxy and nftproxy, from {@code flags.txt}. */
public final class Flags {
    static final String WITHOUT_EFFECT = "Accepted without effect";

    private static final Map<String, Flag> BY_NAME = read();

    /** All flags, in the order of the help: those of a group together. */
    public static final List<Flag> ALL = List.copyOf(BY_NAME.values());

    static final Flag CONFIG = existing("config");
    static final Flag WRITE_CONFIG_TO = existing("write-config-to");
    static final Flag CLEANUP = existing("cleanup");
    static final Flag OWN_RULES_ONLY = existing("own-rules-only");
    static final Flag INIT_ONLY = existing("init-only");
    static final Flag WEB_PAGE = existing("web-page");
    static final Flag SERVICE_METRICS = existing("service-metrics");
    static final Flag VERSION = existing("version");
    static final Flag HELP = existing("help");
    static final Flag MASTER = existing("master");
    static final Flag HOSTNAME_OVERRIDE = existing("hostname-override");
    static final Flag SCHEDULER = existing("scheduler");
    static final Flag HEALTHZ_PORT = existing("healthz-port");
    static final Flag METRICS_PORT = existing("metrics-port");

    private Flags() {}

    private static Map<String, Flag> read() {
        Map<String, Flag> flags = new LinkedHashMap<>();
        String group = "";
        for (String row : Table.rows(Flags.class, "flags.txt")) {
            if (row.startsWith("[")) {
                group = row.substring(1, row.length() - 1);
            } else {
                Flag.of(group, row).forEach(flag -> flags.put(flag.name(), flag));
            }
        }
        return flags;
    }

    /** Returns the flag of a name without dashes, if there is one. */
    static Optional<Flag> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Flag existing(String name) {
        return Objects.requireNonNull(BY_NAME.get(name), name);
    }

    /** Returns the flags by heading, in the order of the help. */
    static Map<String, List<Flag>> byGroup() {
        Map<String, List<Flag>> groups = new LinkedHashMap<>();
        ALL.forEach(flag -> groups.computeIfAbsent(flag.group(), _ -> new ArrayList<>()).add(flag));
        return groups;
    }

    /** Returns the flag that sets each field, with its dashes. */
    static Map<ConfigField<?>, String> byField() {
        Map<ConfigField<?>, String> names = new HashMap<>();
        for (Flag flag : ALL) {
            flag.sets().forEach(field -> names.put(field, flag.typed()));
        }
        return names;
    }

    /**
     * Returns whether a flag is used with --config: flags for logging or without a field, the name
     * of the node, and the scheduler, which a file of kube-proxy does not have.
     */
    static boolean countsBesideFile(Flag flag) {
        boolean forServers = flag.equals(HEALTHZ_PORT) || flag.equals(METRICS_PORT);
        boolean forLogging = flag.sets().stream().allMatch(ConfigField::isLogging);
        return flag.equals(HOSTNAME_OVERRIDE)
                || flag.equals(SCHEDULER)
                || forLogging && !forServers;
    }
}
