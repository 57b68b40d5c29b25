package io.nftproxy.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What is good but has no effect here, and the user should know. */
final class ConfigWarnings {
    private ConfigWarnings() {}

    static List<String> of(ProxyConfig config, ConfigSource source) {
        List<String> warnings = new ArrayList<>();
        switch (config.mode()) {
            case UNSET, NFTABLES -> {}
            case IPTABLES, IPVS ->
                    warnings.add(
                            "Mode "
                                    + config.mode().text()
                                    + " was asked for; nftproxy has mode nftables only and uses"
                                    + " it");
        }
        Set<String> unused = unused(config, source);
        if (!unused.isEmpty()) {
            warnings.add("Set, but without effect in mode nftables: " + String.join(", ", unused));
        }
        return warnings;
    }

    /** What the user calls the fields that were changed to no effect. */
    private static Set<String> unused(ProxyConfig config, ConfigSource source) {
        // A flag may set a used field beside an unused one.
        Set<String> used =
                ConfigFields.ALL.stream()
                        .filter(field -> field.use() != ConfigField.Use.UNUSED)
                        .map(source::nameOf)
                        .collect(Collectors.toSet());
        Set<String> unused = new LinkedHashSet<>();
        for (ConfigField<?> field : ConfigFields.ALL) {
            boolean changed = !Objects.equals(field.value().apply(config), field.defaultValue());
            if (changed && source.mentions(field) && !used.contains(source.nameOf(field))) {
                unused.add(source.nameOf(field));
            }
        }
        return unused;
    }
}
