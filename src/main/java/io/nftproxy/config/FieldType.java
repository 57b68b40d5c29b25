package io.nftproxy.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type of a field: reads, checks and writes its values.
 *
 * @param <T> the type of a parsed value
 */
public interface FieldType<T> {
    /** Returns the type for the documentation: {@code duration}, {@code list of CIDRs}. */
    String description();

    /**
     * Parses a value of a file.
     *
     * @param value a String, Boolean, Long, Double, {@link List} or {@link Map}
     * @param problems receives every error
     * @return null after an error, or for a value that means unset, such as an empty string
     */
    @Nullable T ofYaml(Object value, Problems problems);

    /**
     * Parses the value of a flag.
     *
     * @return null after an error
     */
    @Nullable T ofText(String text, Problems problems);

    /** Returns whether its flag may have no value, which means true. */
    default boolean isSwitch() {
        return false;
    }

    /** Returns whether several flags add up, as one with commas. */
    default boolean isList() {
        return false;
    }

    /** Returns the value for a file, which {@link #ofYaml} parses; null for the default. */
    @Nullable Object toYaml(T value);
}
