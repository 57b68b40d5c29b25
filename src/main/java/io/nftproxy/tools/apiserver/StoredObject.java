package io.nftproxy.tools.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/** An object at one resource version, as JSON in UTF-8 on one line. */
final class StoredObject {
    private static final JsonFactory JSON = new JsonFactory();

    private final String name;
    private final String key;
    private final Map<String, String> labels;
    private final long version;

    /** The JSON up to the brace of {@code metadata}, inclusive. */
    private final byte[] head;

    /** The JSON after that brace, without a {@code resourceVersion}. */
    private final byte[] tail;

    private StoredObject(
            String name,
            String key,
            Map<String, String> labels,
            long version,
            byte[] head,
            byte[] tail) {
        this.name = name;
        this.key = key;
        this.labels = labels;
        this.version = version;
        this.head = head;
        this.tail = tail;
    }

    /**
     * Parses the metadata of an object; the rest is kept as it is.
     *
     * @throws IllegalArgumentException if there is no {@code metadata.name}
     */
    static StoredObject of(String json, long version) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            enter(parser, "metadata");
            int brace = (int) parser.currentTokenLocation().getCharOffset() + 1;
            Map<String, String> fields = new HashMap<>();
            Map<String, String> labels = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("labels")) {
                    readStrings(parser, labels);
                } else {
                    fields.put(field, parser.getText());
                    parser.skipChildren();
                }
            }
            String name = fields.get("name");
            if (name == null) {
                throw new IllegalArgumentException("no metadata.name: " + json);
            }
            return new StoredObject(
                    name,
                    fields.getOrDefault("namespace", "") + "/" + name,
                    labels,
                    version,
                    oneLine(json.substring(0, brace)),
                    oneLine(json.substring(brace)));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Advances from the start of an object to the start of an object in one of its fields. */
    private static void enter(JsonParser parser, String field) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(field);
            if (parser.nextToken() == JsonToken.START_OBJECT && found) {
                return;
            }
            parser.skipChildren();
        }
        throw new IllegalArgumentException("no object in field " + field);
    }

    private static void readStrings(JsonParser parser, Map<String, String> target)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            target.put(parser.currentName(), parser.nextTextValue());
        }
    }

    private static byte[] oneLine(String json) {
        return json.replace('\n', ' ').getBytes(UTF_8);
    }

    String name() {
        return name;
    }

    /** Returns {@code spec.clusterIP}; empty if the object has none. */
    String clusterIp() {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try {
            writeTo(json);
            try (JsonParser parser = JSON.createParser(json.toByteArray())) {
                parser.nextToken();
                enter(parser, "spec");
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    if (parser.currentName().equals("clusterIP")) {
                        return parser.nextTextValue();
                    }
                    parser.nextToken();
                    parser.skipChildren();
                }
                return "";
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the key that identifies and orders objects of one kind, {@code shop/web}. */
    String key() {
        return key;
    }

    Map<String, String> labels() {
        return labels;
    }

    /** Returns the same object at another version. */
    StoredObject at(long newVersion) {
        return new StoredObject(name, key, labels, newVersion, head, tail);
    }

    /** Writes the object with its {@code resourceVersion}. */
    void writeTo(OutputStream out) throws IOException {
        out.write(head);
        out.write(("\"resourceVersion\":\"" + version + "\",").getBytes(UTF_8));
        out.write(tail);
    }
}
