package io.nftproxy.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What fields are set to, before it is checked: a file with a few flags over it, or flags alone.
 *
 * @param flags win where they mention a field
 * @param file its fields, sections nested; null if there is none
 */
record GivenValues(FlagValues flags, @Nullable Map<String, @Nullable Object> file) {
    /** Whether anything is said about the field. */
    boolean mentions(ConfigField<?> field) {
        return flags.mentions(field) || inFile(field) != null;
    }

    /** What the user calls the field: a flag where flags count, else its path. */
    String nameOf(ConfigField<?> field) {
        return isFile(field) ? field.path() : flags.nameOf(field);
    }

    /** Whether a file says it, and not a flag. */
    boolean isFile(ConfigField<?> field) {
        return file != null && !flags.mentions(field);
    }

    /**
     * The value of a field.
     *
     * @return null if nothing is said about it, or if there was a mistake
     */
    <T> @Nullable T read(ConfigField<T> field, Problems problems) {
        String text = flags.text(field);
        if (text != null) {
            return field.type().ofText(text, problems);
        }
        Object value = inFile(field);
        return value == null ? null : field.type().ofYaml(value, problems);
    }

    private @Nullable Object inFile(ConfigField<?> field) {
        Object here = file;
        for (String name : field.path().split("\\.")) {
            here = here instanceof Map<?, ?> section ? section.get(name) : null;
        }
        return here;
    }
}
