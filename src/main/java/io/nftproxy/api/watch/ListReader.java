package io.nftproxy.api.watch;

import io.nftproxy.api.ApiFailure;
import io.nftproxy.api.decode.JsonCursor;
import io.nftproxy.api.decode.ObjectDecoder;
import io.nftproxy.api.decode.ObjectMeta;
import java.io.IOException;
import java.io.InputStream;

/** A reader of list pages that delivers each object as soon as it has arrived. */
final class ListReader<T> {
    /**
     * The metadata of a page.
     *
     * @param version the resourceVersion for the watch that follows
     * @param continueToken the start of the next page; empty after the last one
     */
    record Page(String version, String continueToken) {}

    private final ObjectDecoder<T> decoder;
    private final KnownObjects<T> objects;

    ListReader(ObjectDecoder<T> decoder, KnownObjects<T> objects) {
        this.decoder = decoder;
        this.objects = objects;
    }

    /** Reads the body of an answer and delivers its objects. */
    Page read(InputStream body) throws IOException {
        return read(body, true);
    }

    /** Reads the body of an answer and delivers nothing. */
    Page skim(InputStream body) throws IOException {
        return read(body, false);
    }

    private Page read(InputStream body, boolean isDelivering) throws IOException {
        ObjectMeta meta = new ObjectMeta();
        try (JsonCursor json = decoder.open(body)) {
            json.next();
            json.fields(
                    field -> {
                        switch (field) {
                            case "metadata" -> meta.read(json);
                            case "items" -> {
                                if (isDelivering) {
                                    json.items(() -> readItem(json));
                                }
                            }
                            default -> {}
                        }
                    });
            // Reads to the end of the body, so that the connection can be reused.
            json.next();
        }
        if (meta.resourceVersion().isEmpty()) {
            throw new ApiFailure(ApiFailure.Kind.MALFORMED, "the answer is not a list");
        }
        return new Page(meta.resourceVersion(), meta.continueToken());
    }

    private void readItem(JsonCursor json) throws IOException {
        ObjectDecoder.Decoded<T> decoded = decoder.decode(json);
        if (decoded.meta().isNamed()) {
            objects.list(decoded.meta().objectName(), decoded.value());
        }
    }
}
