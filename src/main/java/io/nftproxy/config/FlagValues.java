package io.nftproxy.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says of the configuration's fields.
 *
 * @param names the flag that sets each field, with its dashes: {@code --cluster-cidr}
 * @param texts what was typed for the fields that were set: {@code 10.244.0.0/16}
 */
public record FlagValues(Map<ConfigField<?>, String> names, Map<ConfigField<?>, String> texts)
        implements ConfigSource {
    /** An empty command line. */
    public static final FlagValues NONE = new FlagValues(Map.of(), Map.of());

    public FlagValues {
        names = Map.copyOf(names);
        texts = Map.copyOf(texts);
    }

    @Override
    public boolean mentions(ConfigField<?> field) {
        return texts.containsKey(field);
    }

    @Override
    public String nameOf(ConfigField<?> field) {
        return names.getOrDefault(field, field.path());
    }

    @Override
    public <T> @Nullable T read(ConfigField<T> field, Problems problems) {
        String text = texts.get(field);
        return text == null ? null : field.type().ofText(text, problems);
    }

    @Override
    public boolean isFile(ConfigField<?> field) {
        return false;
    }
}
