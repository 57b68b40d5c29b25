package io.nftproxy.config.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text of plain values, without blanks, on one line: {@code {"a":[1,"two",null]}}. RFC 8259.
 */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /**
     * Writes a value.
     *
     * @param value null, a String, Boolean, Number, Map or Iterable of these; maps keep their
     *     order; anything else is written as the string it prints as
     */
    public static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    /** Writes a value behind what is there already. */
    public static void append(StringBuilder text, @Nullable Object value) {
        switch (value) {
            case null -> text.append("null");
            case Boolean b -> text.append(b.booleanValue());
            case Double d when !Double.isFinite(d) -> appendString(text, d.toString());
            case Float f when !Float.isFinite(f) -> appendString(text, f.toString());
            case Number n -> text.append(n);
            case Map<?, ?> map -> appendObject(text, map);
            case Iterable<?> items -> appendArray(text, items);
            default -> appendString(text, value.toString());
        }
    }

    private static void appendObject(StringBuilder text, Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(before);
            appendString(text, String.valueOf(entry.getKey()));
            text.append(':');
            append(text, entry.getValue());
            before = ',';
        }
        text.append(before == '{' ? "{}" : "}");
    }

    private static void appendArray(StringBuilder text, Iterable<?> items) {
        char before = '[';
        for (Object item : items) {
            text.append(before);
            append(text, item);
            before = ',';
        }
        text.append(before == '[' ? "[]" : "]");
    }

    /** Writes a string in quotes; control characters and lone surrogates as escapes. */
    public static void appendString(StringBuilder text, String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || isLoneSurrogate(string, i)) {
                        appendEscape(text, c);
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private static boolean isLoneSurrogate(String string, int at) {
        char c = string.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == string.length() || !Character.isLowSurrogate(string.charAt(at + 1));
        }
        return Character.isLowSurrogate(c)
                && (at == 0 || !Character.isHighSurrogate(string.charAt(at - 1)));
    }

    private static void appendEscape(StringBuilder text, char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt(c >> shift & 15));
        }
    }
}
