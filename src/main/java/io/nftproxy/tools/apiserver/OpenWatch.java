package io.nftproxy.tools.apiserver;

import io.nftproxy.tools.apiserver.ObjectStore.Change;
import io.nftproxy.tools.apiserver.ObjectStore.News;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An open watch: writes events until its time is over or its connection is cut. */
final class OpenWatch {
    /** The interval of bookmarks for an idle watch, as in the API server. */
    private static final long BOOKMARK_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Makes the HTTP server close the connection in the middle of a response. */
    static final class CutOff extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final ObjectStore store;
    private final WatchControl control;
    private final ApiResource resource;
    private final Predicate<StoredObject> selector;
    private final OutputStream out;

    private final int cutsBefore;
    private int bookmarksSeen;
    private int rawLinesSeen;
    private long since;

    OpenWatch(
            ObjectStore store,
            WatchControl control,
            ApiResource resource,
            Predicate<StoredObject> selector,
            long since,
            OutputStream out) {
        this.store = store;
        this.control = control;
        this.resource = resource;
        this.selector = selector;
        this.since = since;
        this.out = out;
        this.cutsBefore = control.cuts();
        this.bookmarksSeen = control.bookmarks();
        this.rawLinesSeen = control.rawLineCount();
    }

    void run(long timeoutNanos) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeoutNanos;
        long wakeUps = 0;
        long left = timeoutNanos;
        while (left > 0) {
            News news = store.await(since, wakeUps, Math.min(left, BOOKMARK_NANOS));
            boolean isIdle = news.version() == since && news.wakeUps() == wakeUps;
            wakeUps = news.wakeUps();
            if (control.cuts() != cutsBefore) {
                throw new CutOff();
            }
            for (Change change : news.changes()) {
                send(change);
            }
            since = news.version();
            sendExtras(isIdle);
            out.flush();
            left = deadline - System.nanoTime();
        }
    }

    /** Writes nothing until its time is over or its connection is cut. */
    void stayMute(long timeoutNanos) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeoutNanos;
        News news = store.await(since, 0, 1);
        while (System.nanoTime() - deadline < 0 && control.cuts() == cutsBefore) {
            news = store.await(news.version(), news.wakeUps(), deadline - System.nanoTime());
        }
        if (control.cuts() != cutsBefore) {
            throw new CutOff();
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

    private void sendExtras(boolean isIdle) throws IOException {
        for (String line : control.rawLines(rawLinesSeen)) {
            write(line + "\n");
            rawLinesSeen++;
        }
        if (isIdle || control.bookmarks() != bookmarksSeen) {
            bookmarksSeen = control.bookmarks();
            write(
                    """
                    {"type":"BOOKMARK","object":{"kind":"%s","apiVersion":"%s",\
                    "metadata":{"resourceVersion":"%d","creationTimestamp":null}}}
                    """
                            .formatted(resource.kind(), resource.apiVersion(), since));
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
