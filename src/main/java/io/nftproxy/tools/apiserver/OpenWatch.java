package io.nftproxy.tools.apiserver;

import io.nftproxy.tools.apiserver.ObjectStore.Change;
import io.nftproxy.tools.apiserver.ObjectStore.News;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An open watch: writes events until its time is over.
 *
 * @param since the version after which events start
 */
record OpenWatch(
        ObjectStore store,
        ApiResource resource,
        Predicate<StoredObject> selector,
        long since,
        OutputStream out) {
    /** The interval of bookmarks for an idle watch, as in the API server. */
    private static final long BOOKMARK_NANOS = TimeUnit.MINUTES.toNanos(1);

    void run(long timeoutNanos) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeoutNanos;
        long seen = since;
        for (long left = timeoutNanos; left > 0; left = deadline - System.nanoTime()) {
            News news = store.await(seen, Math.min(left, BOOKMARK_NANOS));
            for (Change change : news.changes()) {
                send(change);
            }
            if (news.version() == seen) {
                write(bookmark(resource, seen));
            }
            // A watch of the future waits for it, as in the API server.
            seen = Math.max(seen, news.version());
            out.flush();
        }
    }

    private void send(Change change) throws IOException {
        boolean was = isSelected(change.before());
        boolean is = isSelected(change.after());
        if (change.resource() == resource && (was || is)) {
            String type = was && is ? "MODIFIED" : is ? "ADDED" : "DELETED";
            write("{\"type\":\"" + type + "\",\"object\":");
            change.sent().writeTo(out);
            write("}\n");
        }
    }

    private boolean isSelected(@Nullable StoredObject object) {
        return object != null && selector.test(object);
    }

    /** Returns a bookmark event, with the end of the line. */
    static String bookmark(ApiResource resource, long version) {
        return """
        {"type":"BOOKMARK","object":{"kind":"%s","apiVersion":"%s",\
        "metadata":{"resourceVersion":"%d","creationTimestamp":null}}}
        """
                .formatted(resource.kind(), resource.apiVersion(), version);
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
