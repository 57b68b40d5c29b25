package io.nftproxy.api.watch;

import io.nftproxy.api.ApiFailure;
import io.nftproxy.api.decode.JsonCursor;
import io.nftproxy.api.decode.ObjectDecoder;
import io.nftproxy.api.decode.ObjectMeta;
import io.nftproxy.api.decode.StatusMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A reader of watch events, {@code {"type":"MODIFIED","object":{...}}}, that delivers their objects
 * until the server ends the watch.
 */
final class WatchStream<T> {
    private final ObjectDecoder<T> decoder;
    private final KnownObjects<T> objects;
    private final Runnable heard;

    private String version;
    private int events;
    private String type = "";

    /**
     * @param version the resourceVersion that the watch started from
     * @param heard runs after each event, bookmarks included
     */
    WatchStream(ObjectDecoder<T> decoder, KnownObjects<T> objects, String version, Runnable heard) {
        this.decoder = decoder;
        this.objects = objects;
        this.version = version;
        this.heard = heard;
    }

    /**
     * Reads to the end of the watch.
     *
     * @throws ApiFailure for an event of type {@code ERROR}, and for an unusable one
     * @throws IOException if the body is not JSON, or the connection broke
     */
    void read(InputStream body) throws IOException {
        try (JsonCursor json = decoder.open(body)) {
            while (json.next()) {
                if (!json.isObject()) {
                    throw malformed("watch event is not an object");
                }
                type = "";
                json.fields(field -> readField(field, json));
                events++;
                heard.run();
            }
        }
    }

    private void readField(String field, JsonCursor json) throws IOException {
        switch (field) {
            case "type" -> type = json.text();
            case "object" -> readObject(json);
            default -> {}
        }
    }

    private void readObject(JsonCursor json) throws IOException {
        switch (type) {
            case "ADDED", "MODIFIED" -> put(decoder.decode(json));
            case "DELETED" -> remove(decoder.decodeMeta(json));
            case "BOOKMARK" -> advance(decoder.decodeMeta(json));
            case "ERROR" -> fail(json);
            default -> throw malformed("watch event of unknown type \"" + type + "\"");
        }
    }

    private void put(ObjectDecoder.Decoded<T> decoded) throws ApiFailure {
        if (decoded.meta().isNamed()) {
            objects.put(decoded.meta().objectName(), decoded.value());
        }
        advance(decoded.meta());
    }

    private void remove(ObjectMeta meta) throws ApiFailure {
        if (meta.isNamed()) {
            objects.remove(meta.objectName());
        }
        advance(meta);
    }

    private void advance(ObjectMeta meta) throws ApiFailure {
        if (meta.resourceVersion().isEmpty()) {
            throw malformed("watch event of type " + type + " without resourceVersion");
        }
        version = meta.resourceVersion();
    }

    private static void fail(JsonCursor json) throws IOException {
        StatusMessage status = new StatusMessage();
        status.read(json);
        throw ApiFailure.ofStatus(status.code(), status.message(), Duration.ZERO);
    }

    private static ApiFailure malformed(String what) {
        return new ApiFailure(ApiFailure.Kind.MALFORMED, what);
    }

    /** Returns the resourceVersion of the last complete event. */
    String version() {
        return version;
    }

    /** Returns the number of events so far, bookmarks included. */
    int events() {
        return events;
    }
}
