package io.nftproxy.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The unchecked values of fields: those of a file with some flags, or of flags alone.
 *
 * @param flags override the file
 * @param file the fields of the file, sections nested; null without a file
 */
record GivenValues(FlagValues flags, @Nullable Map<String, @Nullable Object> file) {
    /** Returns whether the field is set. */
    boolean mentions(ConfigField<?> field) {
        return flags.mentions(field) || inFile(field) != null;
    }

    /** Returns the name of the field for messages: its flag if that sets it, else its path. */
    String nameOf(ConfigField<?> field) {
        return isFile(field) ? field.path() : flags.nameOf(field);
    }

    /** Returns whether the value is that of a file. */
    boolean isFile(ConfigField<?> field) {
        return file != null && !flags.mentions(field);
    }

    /**
     * Parses the value of a field.
     *
     * @return null if it is not set, or after an error
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
