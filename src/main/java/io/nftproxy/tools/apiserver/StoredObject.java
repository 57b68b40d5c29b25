package io.nftproxy.tools.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nftproxy.config.json.Json;
import io.nftproxy.config.json.JsonText;
import io.nftproxy.config.json.JsonValues;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An object at one resource version.
 *
 * @param key identifies and orders objects of one kind, {@code shop/web}
 * @param labels the names of its labels
 * @param clusterIp {@code spec.clusterIP}; empty if it has none
 * @param json the object on one line, with its {@code resourceVersion}
 */
record StoredObject(String name, String key, Set<String> labels, String clusterIp, String json) {
    /**
     * Parses an object.
     *
     * @throws IllegalArgumentException if it is no JSON object or has no {@code metadata.name}
     */
    static StoredObject of(String text, long version) {
        Map<String, @Nullable Object> object;
        try {
            object = JsonValues.object(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
        Json metadata = new Json(object).object("metadata");
        String name = metadata.text("name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("no metadata.name: " + text);
        }
        Map<Object, @Nullable Object> versioned = new LinkedHashMap<>(metadata.fields());
        versioned.put("resourceVersion", Long.toString(version));
        object.put("metadata", versioned);
        return new StoredObject(
                name,
                metadata.text("namespace") + "/" + name,
                metadata.object("labels").fields().keySet().stream()
                        .map(String::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                new Json(object).object("spec").text("clusterIP"),
                JsonText.of(object));
    }

    /** Returns the same object at another version. */
    StoredObject at(long version) {
        return of(json, version);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(json.getBytes(UTF_8));
    }
}
