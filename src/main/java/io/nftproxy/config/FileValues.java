package io.nftproxy.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says.
 *
 * @param root its fields, sections nested
 */
record FileValues(Map<String, @Nullable Object> root) implements ConfigSource {
    @Override
    public boolean mentions(ConfigField<?> field) {
        return find(field) != null;
    }

    @Override
    public String nameOf(ConfigField<?> field) {
        return field.path();
    }

    @Override
    public <T> @Nullable T read(ConfigField<T> field, Problems problems) {
        Object value = find(field);
        return value == null ? null : field.type().ofYaml(value, problems);
    }

    @Override
    public boolean isFile(ConfigField<?> field) {
        return true;
    }

    private @Nullable Object find(ConfigField<?> field) {
        Object here = root;
        for (String name : field.path().split("\\.")) {
            here = here instanceof Map<?, ?> section ? section.get(name) : null;
        }
        return here;
    }
}
