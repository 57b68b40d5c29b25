package io.nftproxy.api.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A position in a stream of JSON values, which reads them and collects the problems of an object.
 *
 * <p>The cursor stands on the first token of a value or, once the value was read, on its last. A
 * callback may ignore its value: {@link #fields} and {@link #items} skip it. A value of the wrong
 * JSON type makes the whole object invalid ({@link #isSpoiled}), as for a typed client; {@code
 * null} counts as absent. Exceptions are for the end of the stream only: malformed JSON and a
 * broken connection.
 */
public final class JsonCursor implements Closeable {
    /**
     * Does not intern field names: those in {@code managedFields} contain addresses and are always
     * new.
     */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

    private static final int VALUE_LENGTH_MAX = 64;

    /** Bounds the log lines about one object. */
    private static final int PROBLEMS_MAX = 16;

    /** A callback that reads or ignores the value of a field. */
    @FunctionalInterface
    public interface Field {
        void read(String name) throws IOException;
    }

    /** A callback that reads or ignores a value. */
    @FunctionalInterface
    public interface Item {
        void read() throws IOException;
    }

    /** A problem of the current object, whose name may not have been read yet. */
    public record Problem(String path, String value, String why) {}

    private final JsonParser parser;
    private final StringPool pool;
    private List<Problem> problems = new ArrayList<>(0);
    private boolean spoiled;
    private @Nullable JsonStreamContext root;

    private JsonCursor(JsonParser parser, StringPool pool) {
        this.parser = parser;
        this.pool = pool;
    }

    /** Opens a stream of JSON values in UTF-8; {@link #next} moves to the first of them. */
    static JsonCursor open(InputStream body, StringPool pool) throws IOException {
        return new JsonCursor(FACTORY.createParser(body), pool);
    }

    /** Opens a file with one YAML document, of which JSON is a part. */
    public static JsonCursor openYaml(Path file) throws IOException {
        return new JsonCursor(new YAMLFactory().createParser(file.toFile()), new StringPool());
    }

    /** Moves to the next value of the stream; returns false at its end. */
    public boolean next() throws IOException {
        return parser.nextToken() != null;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Returns whether the value is an object. */
    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** Starts an object: discards all problems. Their paths start at the present position. */
    public void startObject() {
        forgetProblems();
        spoiled = false;
        root = parser.getParsingContext();
    }

    /** Discards the problems of an object that the proxy ignores anyway. */
    void forgetProblems() {
        problems = new ArrayList<>(0);
    }

    /** Returns the problems since {@link #startObject}. */
    public List<Problem> problems() {
        return problems;
    }

    /** Returns whether a value had the wrong JSON type, which makes the object invalid. */
    public boolean isSpoiled() {
        return spoiled;
    }

    /** Calls back for each field of an object. */
    public void fields(Field field) throws IOException {
        if (!enters(JsonToken.START_OBJECT, "not an object")) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            field.read(name);
            skipUnread();
        }
    }

    /** Calls back for one field of an object and skips the others. */
    public void field(String name, Item value) throws IOException {
        fields(
                field -> {
                    if (field.equals(name)) {
                        value.read();
                    }
                });
    }

    /** Calls back for each item of an array. */
    public void items(Item item) throws IOException {
        if (!enters(JsonToken.START_ARRAY, "not an array")) {
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            item.read();
            skipUnread();
        }
    }

    /** Skips a value that was not read. */
    void skipUnread() throws IOException {
        JsonToken token = parser.currentToken();
        if (token != null && token.isStructStart()) {
            parser.skipChildren();
        }
    }

    private boolean enters(JsonToken start, String otherwise) {
        if (parser.currentToken() == start) {
            return true;
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            spoil(otherwise);
        }
        return false;
    }

    /** Returns a string; empty if null. */
    public String text() throws IOException {
        return isText() ? parser.getText() : "";
    }

    /** Returns a string that many objects share, like a node or a zone, as one common copy. */
    String pooledText() throws IOException {
        return isText()
                ? pool.get(
                        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())
                : "";
    }

    private boolean isText() {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return true;
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            spoil("not a string");
        }
        return false;
    }

    /** Returns a whole number; 0 if null; the nearest int if it is out of range. */
    public int number() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> 0;
            case VALUE_NUMBER_INT ->
                    switch (parser.getNumberType()) {
                        case INT -> parser.getIntValue();
                        default ->
                                parser.getText().startsWith("-")
                                        ? Integer.MIN_VALUE
                                        : Integer.MAX_VALUE;
                    };
            default -> {
                spoil("not a whole number");
                yield 0;
            }
        };
    }

    /** Returns a boolean; the given value if null. */
    boolean flag(boolean ifNull) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> ifNull;
            default -> {
                spoil("neither true nor false");
                yield ifNull;
            }
        };
    }

    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    private void spoil(String why) {
        note(path(), scalar(), why);
        spoiled = true;
    }

    /** Returns the text of a scalar; empty for null, an object, an array and no value at all. */
    public String scalar() {
        JsonToken token = parser.currentToken();
        try {
            return token != null && token.isScalarValue() && !isNull() ? parser.getText() : "";
        } catch (IOException _) {
            return "";
        }
    }

    /** Adds a problem of the present value. */
    void note(String value, String why) {
        note(path(), value, why);
    }

    /** Adds a problem of a field of the present object. */
    void noteField(String field, Object value, String why) {
        String path = path();
        note(path.isEmpty() ? field : path + "." + field, value.toString(), why);
    }

    /** Adds a problem with a given path, unless the object is spoiled already. */
    void note(String path, String value, String why) {
        if (!spoiled && problems.size() < PROBLEMS_MAX) {
            boolean cut = value.length() > VALUE_LENGTH_MAX;
            String shown = cut ? value.substring(0, VALUE_LENGTH_MAX) + "..." : value;
            problems.add(new Problem(path, shown, why));
        }
    }

    /** Returns the path from the object to the present value, {@code spec.ports[1].port}. */
    private String path() {
        StringBuilder path = new StringBuilder();
        JsonStreamContext at = parser.getParsingContext();
        while (at != null) {
            if (at.inArray()) {
                path.insert(0, "[" + at.getCurrentIndex() + "]");
            } else if (at.hasCurrentName()) {
                path.insert(0, "." + at.getCurrentName());
            }
            if (at == root) {
                break;
            }
            at = at.getParent();
        }
        return path.isEmpty() ? "" : path.substring(path.charAt(0) == '.' ? 1 : 0);
    }

    /** Returns the nesting depth, for {@link #leave}. */
    int depth() {
        return parser.getParsingContext().getNestingDepth();
    }

    /** Reads to the end of all values below a depth. */
    void leave(int depth) throws IOException {
        while (parser.getParsingContext().getNestingDepth() >= depth
                && parser.nextToken() != null) {}
    }
}
