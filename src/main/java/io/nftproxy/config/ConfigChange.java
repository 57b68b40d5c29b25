package io.nftproxy.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a new configuration changes in a running proxy.
 *
 * @param live fields that can change while it runs: those for logging, and those without effect
 * @param restart fields that are looked at when it starts
 */
public record ConfigChange(List<ConfigField<?>> live, List<ConfigField<?>> restart) {
    public ConfigChange {
        live = List.copyOf(live);
        restart = List.copyOf(restart);
    }

    /** Every field whose value differs. */
    public static ConfigChange between(ProxyConfig before, ProxyConfig after) {
        var parts =
                ConfigFields.ALL.stream()
                        .filter(field -> !before.get(field).equals(after.get(field)))
                        .collect(Collectors.partitioningBy(ConfigChange::isLive));
        return new ConfigChange(
                parts.getOrDefault(true, List.of()), parts.getOrDefault(false, List.of()));
    }

    private static boolean isLive(ConfigField<?> field) {
        return field.use() == ConfigField.Use.UNUSED || field.isLogging();
    }

    /** Whether the proxy has to start anew for it. */
    public boolean needsRestart() {
        return !restart.isEmpty();
    }

    /** The paths of all fields that change, {@code clusterCIDR, logging.verbosity}. */
    public String paths() {
        return Stream.concat(restart.stream(), live.stream())
                .map(ConfigField::path)
                .collect(Collectors.joining(", "));
    }
}
