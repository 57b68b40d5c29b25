package io.nftproxy.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Warnings about valid settings without effect. */
final class ConfigWarnings {
    private ConfigWarnings() {}

    static List<String> of(ProxyConfig config, GivenValues source, RequestedMode mode) {
        List<String> warnings = new ArrayList<>(mode.warnings());
        List<String> gates = config.featureGates().unknown();
        if (!gates.isEmpty()) {
            warnings.add(
                    "Feature gates unknown to release "
                            + Release.FOLLOWED
                            + ", ignored: "
                            + String.join(", ", gates));
        }
        Set<String> unused = unused(config, source, mode);
        if (!unused.isEmpty()) {
            warnings.add("Set, but without effect in mode nftables: " + String.join(", ", unused));
        }
        return warnings;
    }

    /** Returns the names of fields or flags that were set without effect. */
    private static Set<String> unused(ProxyConfig config, GivenValues source, RequestedMode mode) {
        // A flag may set a used field and an unused one.
        Set<String> used =
                ConfigFields.ALL.stream()
                        .filter(field -> field.use() != ConfigField.Use.UNUSED)
                        .map(source::nameOf)
                        .collect(Collectors.toSet());
        Set<String> unused = new LinkedHashSet<>();
        for (ConfigField<?> field : ConfigFields.ALL) {
            boolean changed = !Objects.equals(config.get(field), field.defaultValue());
            String name = source.nameOf(field);
            if (changed && source.mentions(field) && !used.contains(name) && !mode.uses(field)) {
                unused.add(name);
            }
        }
        return unused;
    }
}
