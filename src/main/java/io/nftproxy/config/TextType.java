package io.nftproxy.config;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The type of values that a file has as a string. An empty string means unset, as in Kubernetes.
 *
 * @param allowed the allowed values, for the message "must be ..."
 */
record TextType<T>(String description, String allowed, Reader<T> reader, Function<T, String> writer)
        implements FieldType<T> {
    /** Parses text. */
    interface Reader<T> {
        /** Returns null for invalid text. */
        @Nullable T read(String text);
    }

    /** Returns the type of one of a few words. */
    static <E> TextType<E> oneOf(List<E> values, Function<E, String> word) {
        String words =
                values.stream()
                        .map(word)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", "));
        return new TextType<>(
                "one of " + words,
                "one of " + words,
                text -> {
                    for (E value : values) {
                        if (word.apply(value).equals(text)) {
                            return value;
                        }
                    }
                    return null;
                },
                word);
    }

    @Override
    public @Nullable T ofYaml(Object value, Problems problems) {
        if (!(value instanceof String text)) {
            problems.add(value, "must be " + allowed);
            return null;
        }
        return text.isEmpty() ? null : ofText(text, problems);
    }

    @Override
    public @Nullable T ofText(String text, Problems problems) {
        T value = reader.read(text);
        if (value == null) {
            problems.add(text.isEmpty() ? "\"\"" : text, "must be " + allowed);
        }
        return value;
    }

    @Override
    public Object toYaml(T value) {
        return writer.apply(value);
    }
}
