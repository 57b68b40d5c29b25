package io.nftproxy.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The difference between two configurations, for a running proxy.
 *
 * @param live changed fields that need no restart: those of logging, and those without effect
 * @param restart changed fields that are read at the start only
 */
public record ConfigChange(List<ConfigField<?>> live, List<ConfigField<?>> restart) {
    public ConfigChange {
        live = List.copyOf(live);
        restart = List.copyOf(restart);
    }

    /** Returns every field whose value differs. */
    public static ConfigChange between(ProxyConfig before, ProxyConfig after) {
        var parts =
                ConfigFields.ALL.stream()
                        .filter(field -> !before.get(field).equals(after.get(field)))
                        .collect(Collectors.partitioningBy(ConfigChange::isLive));
        return new ConfigChange(
                parts.getOrDefault(true, List.of()), parts.getOrDefault(false, List.of()));
    }

    private static boolean isLive(ConfigField<?> field) {
        return !field.use().isOfNftables() || field.isLogging();
    }

    public boolean needsRestart() {
        return !restart.isEmpty();
    }

    /** Returns the paths of all changed fields: {@code clusterCIDR, logging.verbosity}. */
    public String paths() {
        return Stream.concat(restart.stream(), live.stream())
                .map(ConfigField::path)
                .collect(Collectors.joining(", "));
    }
}
