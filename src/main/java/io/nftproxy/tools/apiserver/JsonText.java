package io.nftproxy.tools.apiserver;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds values in JSON text without reading all of it. Takes well-formed text for granted; strings
 * that it returns must not hold escapes, and those of names and labels do not.
 */
final class JsonText {
    /** What {@link #find} returns if there is no such field. */
    static final int ABSENT = -1;

    private final String text;

    JsonText(String text) {
        this.text = text;
    }

    /**
     * Where the value of a field starts.
     *
     * @param object where its object's brace stands
     */
    int find(int object, String field) {
        int at = skipSpace(object + 1);
        while (at < text.length() && text.charAt(at) == '"') {
            int nameEnd = skipString(at);
            boolean isIt = text.regionMatches(at + 1, field, 0, field.length());
            isIt &= nameEnd - at - 2 == field.length();
            int value = skipSpace(expect(skipSpace(nameEnd), ':'));
            if (isIt) {
                return value;
            }
            at = skipSpace(skipValue(value));
            if (at < text.length() && text.charAt(at) == ',') {
                at = skipSpace(at + 1);
            }
        }
        return ABSENT;
    }

    /** The string value of a field; empty if there is none. */
    String string(int object, String field) {
        int at = find(object, field);
        return at == ABSENT || text.charAt(at) != '"' ? "" : stringAt(at);
    }

    /** All string values of an object that is the value of a field. */
    Map<String, String> strings(int object, String field) {
        Map<String, String> found = new HashMap<>();
        int inner = find(object, field);
        if (inner == ABSENT || text.charAt(inner) != '{') {
            return found;
        }
        int at = skipSpace(inner + 1);
        while (text.charAt(at) == '"') {
            String name = stringAt(at);
            int value = skipSpace(expect(skipSpace(skipString(at)), ':'));
            found.put(name, text.charAt(value) == '"' ? stringAt(value) : "");
            at = skipSpace(skipValue(value));
            at = text.charAt(at) == ',' ? skipSpace(at + 1) : at;
        }
        return found;
    }

    /** Where the outermost object starts. */
    int start() {
        int at = skipSpace(0);
        expect(at, '{');
        return at;
    }

    /** Where an object that is the value of a field starts. */
    int object(int object, String field) {
        int at = find(object, field);
        if (at == ABSENT) {
            throw new IllegalArgumentException("no field " + field);
        }
        expect(at, '{');
        return at;
    }

    private String stringAt(int quote) {
        return text.substring(quote + 1, skipString(quote) - 1);
    }

    private int expect(int at, char wanted) {
        if (at >= text.length() || text.charAt(at) != wanted) {
            throw new IllegalArgumentException("no " + wanted + " at character " + at);
        }
        return at + 1;
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int skipString(int quote) {
        int at = quote + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private int skipValue(int from) {
        int depth = 0;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at = skipString(at);
                continue;
            }
            boolean isClosing = c == '}' || c == ']';
            if (depth == 0 && (isClosing || c == ',')) {
                return at;
            }
            depth += c == '{' || c == '[' ? 1 : isClosing ? -1 : 0;
            at++;
        }
        return at;
    }
}
