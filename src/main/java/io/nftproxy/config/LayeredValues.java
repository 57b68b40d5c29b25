package io.nftproxy.config;

import org.jspecify.annotations.Nullable;

/**
 * A file with a few flags over it.
 *
 * @param top wins where it mentions a field
 */
record LayeredValues(FlagValues top, FileValues file) implements ConfigSource {
    private ConfigSource sourceOf(ConfigField<?> field) {
        return top.mentions(field) ? top : file;
    }

    @Override
    public boolean mentions(ConfigField<?> field) {
        return sourceOf(field).mentions(field);
    }

    @Override
    public String nameOf(ConfigField<?> field) {
        return sourceOf(field).nameOf(field);
    }

    @Override
    public <T> @Nullable T read(ConfigField<T> field, Problems problems) {
        return sourceOf(field).read(field, problems);
    }

    @Override
    public boolean isFile(ConfigField<?> field) {
        return sourceOf(field).isFile(field);
    }
}
