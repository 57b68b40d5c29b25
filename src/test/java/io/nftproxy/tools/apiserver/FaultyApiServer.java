package io.nftproxy.tools.apiserver;

import com.sun.net.httpserver.HttpsConfigurator;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The embedded API server with faults on request, and a record of its requests. All methods may be
 * called from any thread.
 */
public final class FaultyApiServer implements AutoCloseable {
    private final ObjectStore store = new ObjectStore();
    private final Faults faults = new Faults();
    private @Nullable HttpsConfigurator tls;
    private EmbeddedApiServer server;

    private FaultyApiServer(@Nullable HttpsConfigurator tls) throws IOException {
        this.tls = tls;
        server = new EmbeddedApiServer(store, 0, tls, List.of(faults));
    }

    /** Starts on a free port of the loopback address. */
    public static FaultyApiServer start() throws IOException {
        return new FaultyApiServer(null);
    }

    /** Starts with HTTPS on a free port of the loopback address. */
    public static FaultyApiServer startTls(HttpsConfigurator tls) throws IOException {
        return new FaultyApiServer(tls);
    }

    public synchronized String url() {
        return server.url();
    }

    public void put(ApiResource resource, String json) {
        store.put(resource, json);
    }

    public boolean delete(ApiResource resource, String namespace, String name) {
        return store.delete(resource, namespace, name);
    }

    /** Closes the connections of all open watches, like a failing network. */
    public void dropWatches() {
        faults.openWatches().forEach(WatchStream::cut);
    }

    /** Forgets all versions up to now, so that a watch or list from one of them is answered 410. */
    public void forgetHistory() {
        store.forgetHistory();
    }

    /** Sends a bookmark to all open watches. Idle watches get one every minute anyway. */
    public void sendBookmarks() {
        for (WatchStream watch : faults.openWatches()) {
            long version = store.list(watch.resource(), 1, _ -> true).version();
            watch.send(OpenWatch.bookmark(watch.resource(), version));
        }
    }

    /** Sends a line to all open watches. */
    public void sendRaw(String line) {
        faults.openWatches().forEach(watch -> watch.send(line + "\n"));
    }

    /** Answers the next requests with this status; 429 with {@code Retry-After: 1}. */
    public void failNext(int count, int status) {
        faults.failNext(count, status);
    }

    /** Answers all requests whose path and query start with a text with this status; 0 ends it. */
    public void refuse(String path, int status) {
        faults.refuse(path, status);
    }

    /** Closes the connection after the first bytes of the next lists. */
    public void truncateNextLists(int count) {
        faults.truncateNextLists(count);
    }

    /** Answers all lists of a resource with this body. */
    public void answerLists(ApiResource resource, String body) {
        faults.answerLists(resource, body);
    }

    /** Sends the bodies of all further answers at 1 KiB a second. */
    public void slowDown() {
        faults.slowDown();
    }

    /** Answers requests without this header {@code Authorization} with 401 from now on. */
    public void accept(String authorization) {
        faults.accept(authorization);
    }

    /** Runs this before each answer with a further page of a list. */
    public void beforeFurtherPages(Runnable action) {
        faults.beforeFurtherPages(action);
    }

    /** Takes the port of another server, which stops. */
    public synchronized void takePortOf(FaultyApiServer other) throws IOException {
        int port = URI.create(other.url()).getPort();
        stopListening();
        other.stopListening();
        server = new EmbeddedApiServer(store, port, tls, List.of(faults));
    }

    /** Injects a fault into each new watch of a resource. */
    public void spoilWatches(ApiResource resource, WatchFault fault) {
        faults.spoil(resource, fault);
    }

    /** Stops to inject faults into new watches of a resource. */
    public void mendWatches(ApiResource resource) {
        faults.mend(resource);
    }

    /** Returns the number of open watches. */
    public int openWatches() {
        return faults.openWatches().size();
    }

    /** Returns all requests, {@code GET /api/v1/services?limit=500}, oldest first. */
    public List<String> requests() {
        return List.copyOf(faults.requests());
    }

    /** Returns all posted Events as JSON, oldest first. */
    public List<String> postedEvents() {
        return List.copyOf(faults.events());
    }

    /** Closes the port and all connections, like a crash; objects and history stay. */
    public synchronized void stopListening() {
        dropWatches();
        server.close();
    }

    /** Listens on the same port again. */
    public synchronized void listenAgain() throws IOException {
        int port = URI.create(server.url()).getPort();
        server = new EmbeddedApiServer(store, port, tls, List.of(faults));
    }

    /** Ends all connections, and listens on the same port again with another certificate. */
    public synchronized void restart(HttpsConfigurator other) throws IOException {
        stopListening();
        tls = other;
        listenAgain();
    }

    @Override
    public void close() {
        stopListening();
    }
}
