package io.nftproxy.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads the events of a watch, {@code {"type":"MODIFIED","object":{...}}} one after another, until
 * the server ends it.
 */
final class WatchStream<T> {
    /** What came in place of an event, and that a list has to tell what it would have. */
    static final class UnusableEvent extends IOException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        UnusableEvent(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** For a person. */
        String reason() {
            return reason;
        }
    }

    private final ObjectDecoder<T> decoder;
    private final KnownObjects<T> objects;
    private final StringPool pool;

    private String version;
    private int events;
    private String type = "";

    /**
     * @param version from which the watch was asked for
     */
    WatchStream(
            ObjectDecoder<T> decoder, KnownObjects<T> objects, StringPool pool, String version) {
        this.decoder = decoder;
        this.objects = objects;
        this.pool = pool;
        this.version = version;
    }

    /**
     * Reads to the end.
     *
     * @throws ApiFailure if the server says that the version is too old
     * @throws UnusableEvent if there was an event that cannot be gone on from
     * @throws com.fasterxml.jackson.core.JsonProcessingException if something is no JSON
     */
    void read(InputStream body) throws IOException {
        try (JsonParser parser = JsonStreams.open(body)) {
            JsonCursor json = new JsonCursor(parser, pool);
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw new UnusableEvent("an event that is no object");
                }
                type = "";
                json.fields(field -> readField(field, json));
                events++;
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
            default -> throw new UnusableEvent("an event of unknown type \"" + type + "\"");
        }
    }

    private void put(ObjectDecoder.Decoded<T> decoded) {
        if (decoded.meta().isNamed()) {
            objects.put(decoded.meta().objectName(), decoded.value());
        }
        advance(decoded.meta());
    }

    private void remove(ObjectMeta meta) {
        if (meta.isNamed()) {
            objects.remove(meta.objectName());
        }
        advance(meta);
    }

    private void advance(ObjectMeta meta) {
        if (!meta.resourceVersion().isEmpty()) {
            version = meta.resourceVersion();
        }
    }

    private static void fail(JsonCursor json) throws IOException {
        StatusMessage status = new StatusMessage();
        status.read(json);
        ApiFailure failure = new ApiFailure(status.code(), status.message(), Duration.ZERO);
        if (failure.isGone()) {
            throw failure;
        }
        throw new UnusableEvent(failure.reason());
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
