package io.nftproxy.api.watch;

import io.nftproxy.api.Trouble;
import io.nftproxy.api.decode.JsonCursor;
import io.nftproxy.api.decode.ObjectDecoder;
import io.nftproxy.api.decode.ObjectMeta;
import java.io.IOException;
import java.io.InputStream;

/** Reads a page of a list as it arrives, handing on each object when it is complete. */
final class ListReader<T> {
    /**
     * What is read after the objects.
     *
     * @param version from which a watch goes on
     * @param continueToken where the next page starts; empty if this was the last
     */
    record Page(String version, String continueToken) {}

    private final ObjectDecoder<T> decoder;
    private final KnownObjects<T> objects;

    ListReader(ObjectDecoder<T> decoder, KnownObjects<T> objects) {
        this.decoder = decoder;
        this.objects = objects;
    }

    Page read(InputStream body) throws IOException {
        ObjectMeta meta = new ObjectMeta();
        try (JsonCursor json = decoder.open(body)) {
            json.next();
            json.fields(
                    field -> {
                        switch (field) {
                            case "metadata" -> meta.read(json);
                            case "items" -> json.items(() -> readItem(json));
                            default -> {}
                        }
                    });
            // To the end of the body, so that the connection can be used again.
            json.next();
        }
        if (meta.resourceVersion().isEmpty()) {
            throw new Trouble(Trouble.Cause.GARBAGE, "the answer is not a list");
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
