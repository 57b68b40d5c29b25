package io.nftproxy.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a field are read, checked and written.
 *
 * @param <T> what a value becomes
 */
public interface FieldType<T> {
    /** What a value looks like, for people: {@code duration}, {@code list of CIDRs}. */
    String description();

    /**
     * Reads what the file says.
     *
     * @param value a String, Boolean, Long, Double, {@link List} or {@link Map}
     * @param problems gets every mistake
     * @return null if there was a mistake, or if the value says nothing, as an empty string does
     */
    @Nullable T ofYaml(Object value, Problems problems);

    /**
     * Reads the value of a flag.
     *
     * @return null if there was a mistake
     */
    @Nullable T ofText(String text, Problems problems);

    /** Whether a flag for it needs no value: alone it means true. */
    default boolean isSwitch() {
        return false;
    }

    /** Whether several flags for it add up, as if they were one with commas. */
    default boolean isList() {
        return false;
    }

    /** Writes a value: what {@link #ofYaml} reads, or null for the default. */
    @Nullable Object toYaml(T value);
}
