package io.nftproxy.tools.apiserver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An object as it was at one version. */
final class StoredObject {
    private final String namespace;
    private final String name;
    private final Map<String, String> labels;
    private final byte[] json;

    private StoredObject(String namespace, String name, Map<String, String> labels, byte[] json) {
        this.namespace = namespace;
        this.name = name;
        this.labels = labels;
        this.json = json;
    }

    String name() {
        return name;
    }

    Map<String, String> labels() {
        return labels;
    }

    /** UTF-8, with the version in its metadata. */
    void writeTo(OutputStream out) throws IOException {
        out.write(json);
    }

    /** Orders and identifies objects of one kind. */
    String key() {
        return namespace + "/" + name;
    }

    /** Takes names and labels from the text and puts the version in. */
    static StoredObject of(String text, long version) {
        JsonText json = new JsonText(text);
        int metadata = json.object(json.start(), "metadata");
        String name = json.string(metadata, "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("no metadata.name");
        }
        return new StoredObject(
                json.string(metadata, "namespace"),
                name,
                json.strings(metadata, "labels"),
                versioned(text, metadata, version));
    }

    private static byte[] versioned(String text, int metadata, long version) {
        int inside = metadata + 1;
        String versioned =
                text.substring(0, inside)
                        + "\"resourceVersion\":\""
                        + version
                        + "\","
                        + text.substring(inside).replace('\n', ' ');
        return versioned.getBytes(StandardCharsets.UTF_8);
    }

    /** The same, as it is told of when it is deleted. */
    StoredObject at(long version) {
        String text = new String(json, StandardCharsets.UTF_8);
        int from = text.indexOf("\"resourceVersion\":\"") + "\"resourceVersion\":\"".length();
        String moved = text.substring(0, from) + version + text.substring(text.indexOf('"', from));
        return new StoredObject(namespace, name, labels, moved.getBytes(StandardCharsets.UTF_8));
    }
}
