package io.nftproxy.config.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text of plain values, without blanks, on one line: {@code {"a":[1,"two",null]}}. RFC 8259.
 */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /**
     * Returns a value as JSON.
     *
     * @param value null, a String, Boolean, Number, Map or Iterable of these; maps keep their
     *     order; any other object is written as the string that it prints as
     */
    public static String of(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try {
            write(value, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** Writes a value as {@link #of} returns it, part by part, and leaves the writer open. */
    public static void write(@Nullable Object value, Writer to) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(to)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            write(json, value);
        }
    }

    /** Returns a map that keeps its order, of names and values in turn. */
    public static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object =
                LinkedHashMap.newLinkedHashMap(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case Iterable<?> items -> {
                json.writeStartArray();
                for (Object item : items) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case null -> json.writeNull();
            case Number number -> json.writeObject(number);
            case Boolean on -> json.writeBoolean(on);
            default -> json.writeString(value.toString());
        }
    }

    /** Appends a string in quotes, with control characters as escapes. */
    public static void appendString(StringBuilder text, String string) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(string, text);
        text.append('"');
    }
}
