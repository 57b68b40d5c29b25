package io.nftproxy.config;

import io.nftproxy.config.ConfigField.Zero;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The unchecked values of fields: those of a file with some flags, or of flags alone.
 *
 * @param flags override the file
 * @param file the fields of the file, sections nested; null without a file
 * @param problems receives every error
 */
record GivenValues(
        FlagValues flags,
        @Nullable Map<String, @Nullable Object> file,
        List<ConfigProblem> problems) {
    /** Returns whether the field is set. */
    boolean mentions(ConfigField<?> field) {
        return flags.text(field) != null || inFile(field) != null;
    }

    /** Returns the name of the field for messages: its flag if that sets it, else its path. */
    String nameOf(ConfigField<?> field) {
        return isFile(field) ? field.path() : flags.nameOf(field);
    }

    /** Returns whether the value is that of a file. */
    boolean isFile(ConfigField<?> field) {
        return file != null && flags.text(field) == null;
    }

    void problem(ConfigField<?> field, String value, String message) {
        problems.add(new ConfigProblem(nameOf(field), value, message));
    }

    /** Parses the value of a field; one that is missing or invalid becomes the default. */
    <T> T read(ConfigField<T> field) {
        return readOr(field, field.defaultValue());
    }

    /** Parses the value of a field with another default. */
    <T> T readOr(ConfigField<T> field, T otherwise) {
        Problems found = new Problems(nameOf(field), problems);
        T value = parse(field, found);
        if (value == null) {
            return otherwise;
        }
        if (!isZero(value) || field.zero() == Zero.KEPT) {
            return value;
        }
        if (field.zero() == Zero.NEVER && !isFile(field)) {
            found.add(field.type().toYaml().write(value), "must be greater than zero");
        }
        return otherwise;
    }

    /** Returns whether a field was set to a value other than a zero that means the default. */
    boolean isGiven(ConfigField<?> field) {
        Object value = parse(field, new Problems("", new ArrayList<>()));
        return switch (value) {
            case null -> false;
            case Boolean on -> on;
            default -> field.zero() == Zero.KEPT || !isZero(value);
        };
    }

    private <T> @Nullable T parse(ConfigField<T> field, Problems found) {
        String text = flags.text(field);
        if (text != null) {
            return field.type().ofText().parse(text, found);
        }
        Object value = inFile(field);
        return value == null ? null : field.type().ofYaml().parse(value, found);
    }

    private @Nullable Object inFile(ConfigField<?> field) {
        Object here = file;
        for (String name : field.path().split("\\.")) {
            here = here instanceof Map<?, ?> section ? section.get(name) : null;
        }
        return here;
    }

    private static boolean isZero(Object value) {
        return switch (value) {
            case Number number -> number.doubleValue() == 0;
            case Duration duration -> duration.isZero();
            default -> false;
        };
    }
}
