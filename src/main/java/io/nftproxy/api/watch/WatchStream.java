package io.nftproxy.api.watch;

import io.nftproxy.api.ApiFailure;
import io.nftproxy.api.Trouble;
import io.nftproxy.api.decode.JsonCursor;
import io.nftproxy.api.decode.ObjectDecoder;
import io.nftproxy.api.decode.ObjectMeta;
import io.nftproxy.api.decode.StatusMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads the events of a watch, {@code {"type":"MODIFIED","object":{...}}} one after another, until
 * the server ends it.
 */
final class WatchStream<T> {
    private final ObjectDecoder<T> decoder;
    private final KnownObjects<T> objects;
    private final Runnable heard;

    private String version;
    private int events;
    private String type = "";

    /**
     * @param version from which the watch was asked for
     * @param heard told of each event that was read, bookmarks included
     */
    WatchStream(ObjectDecoder<T> decoder, KnownObjects<T> objects, String version, Runnable heard) {
        this.decoder = decoder;
        this.objects = objects;
        this.version = version;
        this.heard = heard;
    }

    /**
     * Reads to the end.
     *
     * @throws ApiFailure if the server says that it cannot go on, for example from this version
     * @throws Trouble if there was an event that cannot be gone on from
     * @throws IOException if something is no JSON, or the connection broke
     */
    void read(InputStream body) throws IOException {
        try (JsonCursor json = decoder.open(body)) {
            while (json.next()) {
                if (!json.isObject()) {
                    throw garbage("an event that is no object");
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
            default -> throw garbage("an event of unknown type \"" + type + "\"");
        }
    }

    private void put(ObjectDecoder.Decoded<T> decoded) throws Trouble {
        if (decoded.meta().isNamed()) {
            objects.put(decoded.meta().objectName(), decoded.value());
        }
        advance(decoded.meta());
    }

    private void remove(ObjectMeta meta) throws Trouble {
        if (meta.isNamed()) {
            objects.remove(meta.objectName());
        }
        advance(meta);
    }

    private void advance(ObjectMeta meta) throws Trouble {
        if (meta.resourceVersion().isEmpty()) {
            throw garbage("an event of type " + type + " without a resourceVersion");
        }
        version = meta.resourceVersion();
    }

    private static void fail(JsonCursor json) throws IOException {
        StatusMessage status = new StatusMessage();
        status.read(json);
        throw new ApiFailure(status.code(), status.message(), Duration.ZERO);
    }

    private static Trouble garbage(String what) {
        return new Trouble(Trouble.Cause.GARBAGE, what);
    }

    /** The version of the last event that was read to its end. */
    String version() {
        return version;
    }

    /** How many events there were, bookmarks included. */
    int events() {
        return events;
    }
}
