package io.nftproxy.config;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values that the file holds as a string. The empty string is Kubernetes' way of leaving a field
 * out.
 *
 * @param allowed what a good value is: "must be " and this
 */
record TextType<T>(String description, String allowed, Reader<T> reader, Function<T, String> writer)
        implements FieldType<T> {
    /** Reads text. */
    interface Reader<T> {
        /** Null for bad text. */
        @Nullable T read(String text);
    }

    /** One of a few words. */
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
