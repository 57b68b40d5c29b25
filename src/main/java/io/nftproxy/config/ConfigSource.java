package io.nftproxy.config;

import org.jspecify.annotations.Nullable;

/** Something that says what fields are set to. */
sealed interface ConfigSource permits FileValues, FlagValues, LayeredValues {
    /** Whether it says anything about the field. */
    boolean mentions(ConfigField<?> field);

    /** What it calls the field: a path or a flag. */
    String nameOf(ConfigField<?> field);

    /**
     * The value of a field.
     *
     * @return null if nothing is said about it, or if there was a mistake
     */
    <T> @Nullable T read(ConfigField<T> field, Problems problems);

    /** Whether a file says it, and not a flag. */
    boolean isFile(ConfigField<?> field);
}
