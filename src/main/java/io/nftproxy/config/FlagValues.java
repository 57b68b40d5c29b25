package io.nftproxy.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of configuration fields on a command line.
 *
 * @param names the flag that sets each field, with its dashes: {@code --cluster-cidr}
 * @param texts the text of each field that was set: {@code 10.244.0.0/16}
 */
public record FlagValues(Map<ConfigField<?>, String> names, Map<ConfigField<?>, String> texts) {
    /** An empty command line. */
    public static final FlagValues NONE = new FlagValues(Map.of(), Map.of());

    public FlagValues {
        names = Map.copyOf(names);
        texts = Map.copyOf(texts);
    }

    String nameOf(ConfigField<?> field) {
        return names.getOrDefault(field, field.path());
    }

    /** Returns the text of a field; null if it was not set. */
    @Nullable String text(ConfigField<?> field) {
        return texts.get(field);
    }
}
