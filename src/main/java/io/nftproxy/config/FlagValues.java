package io.nftproxy.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says of the configuration's fields.
 *
 * @param names the flag that sets each field, with its dashes: {@code --cluster-cidr}
 * @param texts what was typed for the fields that were set: {@code 10.244.0.0/16}
 */
public record FlagValues(Map<ConfigField<?>, String> names, Map<ConfigField<?>, String> texts) {
    /** An empty command line. */
    public static final FlagValues NONE = new FlagValues(Map.of(), Map.of());

    public FlagValues {
        names = Map.copyOf(names);
        texts = Map.copyOf(texts);
    }

    boolean mentions(ConfigField<?> field) {
        return texts.containsKey(field);
    }

    String nameOf(ConfigField<?> field) {
        return names.getOrDefault(field, field.path());
    }

    /** What was typed; null if the field was not set. */
    @Nullable String text(ConfigField<?> field) {
        return texts.get(field);
    }
}
