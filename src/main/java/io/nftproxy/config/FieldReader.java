package io.nftproxy.config;

import io.nftproxy.config.ConfigField.Zero;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads fields from a source; missing and invalid values become the default. */
record FieldReader(GivenValues source, List<ConfigProblem> found) {
    <T> T read(ConfigField<T> field) {
        return readOr(field, field.defaultValue());
    }

    /** Reads a field with another default. */
    <T> T readOr(ConfigField<T> field, T otherwise) {
        Problems problems = new Problems(source.nameOf(field), found);
        T value = source.read(field, problems);
        if (value == null) {
            return otherwise;
        }
        if (!isZero(value) || field.zero() == Zero.KEPT) {
            return value;
        }
        if (field.zero() == Zero.NEVER && !source.isFile(field)) {
            problems.add(field.type().toYaml(value), "must be greater than zero");
        }
        return otherwise;
    }

    /** Returns whether a field was set to a value other than a zero that means the default. */
    boolean isGiven(ConfigField<?> field) {
        Object value = source.read(field, new Problems("", new ArrayList<>()));
        return switch (value) {
            case null -> false;
            case Boolean on -> on;
            default -> field.zero() == Zero.KEPT || !isZero(value);
        };
    }

    private static boolean isZero(Object value) {
        return switch (value) {
            case Number number -> number.doubleValue() == 0;
            case Duration duration -> duration.isZero();
            default -> false;
        };
    }
}
