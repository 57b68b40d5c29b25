package io.nftproxy.config;

import org.jspecify.annotations.Nullable;

/**
 * The type of a field: reads, checks and writes its values.
 *
 * @param description for the documentation: {@code duration}, {@code list of CIDRs}
 * @param shape the form of its flag
 * @param ofYaml parses a String, Boolean, Long, Double, List or Map of a file
 * @param ofText parses the value of a flag
 * @param toYaml returns the value for a file
 * @param <T> the type of a parsed value
 */
public record FieldType<T>(
        String description,
        Shape shape,
        Parser<Object, T> ofYaml,
        Parser<String, T> ofText,
        Writer<T> toYaml) {

    /** The form of the value of a flag. */
    public enum Shape {
        /** {@code --flag=value} or {@code --flag value}; the last one is used. */
        VALUE,
        /** {@code --flag} for true, or {@code --flag=value}. */
        SWITCH,
        /** As a value, separated by commas; several flags add up. */
        LIST
    }

    /** Parses a value and reports every error. */
    interface Parser<F, T> {
        /**
         * Returns null after an error, or for a value that means unset, such as an empty string.
         */
        @Nullable T parse(F value, Problems problems);
    }

    /** Parses a value without a report. */
    interface Reader<F, T> {
        /**
         * Returns null if the value is invalid.
         *
         * @throws NumberFormatException as well
         */
        @Nullable T read(F value);
    }

    /** Writes a value. */
    interface Writer<T> {
        /** Returns the value as it is parsed; null for the default. */
        @Nullable Object write(T value);
    }

    /**
     * Returns the type of single values.
     *
     * @param allowed the allowed values, for the message "must be ..."
     */
    static <T> FieldType<T> scalar(
            String description,
            Shape shape,
            String allowed,
            Reader<Object, T> yaml,
            Reader<String, T> text,
            Writer<T> writer) {
        return new FieldType<>(
                description, shape, checked(yaml, allowed), checked(text, allowed), writer);
    }

    /**
     * Returns the type of values that a file has as a string. An empty string in a file means
     * unset, as in Kubernetes.
     */
    static <T> FieldType<T> text(
            String description, String allowed, Reader<String, T> reader, Writer<T> writer) {
        Parser<String, T> parser = checked(reader, allowed);
        return new FieldType<>(
                description,
                Shape.VALUE,
                (value, problems) ->
                        value instanceof String text
                                ? text.isEmpty() ? null : parser.parse(text, problems)
                                : problems.reject(value, "must be " + allowed),
                parser,
                writer);
    }

    private static <F, T> Parser<F, T> checked(Reader<F, T> reader, String allowed) {
        return (value, problems) -> {
            @Nullable T read;
            try {
                read = reader.read(value);
            } catch (NumberFormatException _) {
                read = null;
            }
            return read == null
                    ? problems.reject(value.equals("") ? "\"\"" : value, "must be " + allowed)
                    : read;
        };
    }
}
