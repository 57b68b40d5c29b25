package io.nftproxy.tools.apiserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An API server on the loopback address that answers lists, watches and posted Events, and injects
 * faults on request.
 *
 * <p>Lists support {@code limit}, {@code continue}, label selectors by existence, and the field
 * selector {@code metadata.name}. Watches support {@code resourceVersion}, bookmarks and {@code
 * timeoutSeconds}. There is no authentication. All methods may be called from any thread.
 */
public final class EmbeddedApiServer implements AutoCloseable {
    /** The number of requests, and of Events, that are remembered. */
    private static final int REMEMBERED_MAX = 1000;

    static {
        // Or events wait 40 ms for the client's delayed acknowledgement. The JDK reads this once.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ObjectStore store = new ObjectStore();
    private final WatchControl control = new WatchControl();
    private final Faults faults = new Faults();
    private final ResourceHandler resources = new ResourceHandler(store, control, faults);
    private final Deque<String> requests = new ArrayDeque<>();
    private final Deque<String> events = new ArrayDeque<>();
    private final @Nullable SSLContext tls;
    private HttpServer http;
    private final int port;

    private EmbeddedApiServer(int port, @Nullable SSLContext tls) throws IOException {
        this.tls = tls;
        http = listen(port);
        this.port = http.getAddress().getPort();
    }

    /** Starts on a free port of the loopback address. */
    public static EmbeddedApiServer start() throws IOException {
        return start(0);
    }

    /**
     * Starts on the loopback address.
     *
     * @param port 0 for a free one
     */
    public static EmbeddedApiServer start(int port) throws IOException {
        return new EmbeddedApiServer(port, null);
    }

    /**
     * Starts with HTTPS on a free port of the loopback address.
     *
     * @param tls with a certificate for 127.0.0.1
     */
    public static EmbeddedApiServer startTls(SSLContext tls) throws IOException {
        return new EmbeddedApiServer(0, tls);
    }

    private HttpServer listen(int onPort) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), onPort);
        HttpServer server = create(address);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        return server;
    }

    private HttpServer create(InetSocketAddress address) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, 0);
        }
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    /** Returns the URL of the server, {@code http://127.0.0.1:40123}. */
    public String url() {
        return (tls == null ? "http" : "https") + "://127.0.0.1:" + port;
    }

    /**
     * Adds or replaces an object.
     *
     * @param json the object as in a list, with {@code metadata.name}, and with {@code
     *     metadata.namespace} and {@code metadata.labels} if it has them, but without {@code
     *     resourceVersion}; other fields are not read
     */
    public void put(ApiResource resource, String json) {
        store.put(resource, json);
    }

    /**
     * Deletes an object.
     *
     * @param namespace empty for a Node or ServiceCIDR
     * @return whether it was there
     */
    public boolean delete(ApiResource resource, String namespace, String name) {
        return store.delete(resource, namespace, name);
    }

    /** Closes the connections of all open watches, like a failing network. */
    public void dropWatches() {
        control.cut();
        store.wake();
    }

    /** Forgets all versions up to now, so that a watch or list from one of them is answered 410. */
    public void forgetHistory() {
        store.forgetHistory();
    }

    /** Sends a bookmark to all open watches. Idle watches get one every minute anyway. */
    public void sendBookmarks() {
        control.bookmark();
        store.wake();
    }

    /** Sends a line to all open watches. */
    public void sendRaw(String line) {
        control.sendRaw(line);
        store.wake();
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
        return control.open();
    }

    /** Returns the last 1000 requests, {@code GET /api/v1/services?limit=500}, oldest first. */
    public List<String> requests() {
        return remembered(requests);
    }

    /** Returns the last 1000 posted Events as JSON, oldest first. */
    public List<String> postedEvents() {
        return remembered(events);
    }

    /** Closes the port and all connections, like a crash; objects and history stay. */
    public synchronized void stopListening() {
        control.cut();
        store.wake();
        http.stop(0);
    }

    /** Listens on the same port again. */
    public synchronized void listenAgain() throws IOException {
        http = listen(port);
    }

    @Override
    public void close() {
        stopListening();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String pathAndQuery = exchange.getRequestURI().toString();
        remember(requests, exchange.getRequestMethod() + " " + pathAndQuery);
        int fault = faults.statusFor(pathAndQuery);
        if (fault != 0) {
            Reply.failure(exchange, fault, "fault injected");
            return;
        }
        if (exchange.getRequestMethod().equals("POST") && path.endsWith("/events")) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String event = new String(body, StandardCharsets.UTF_8);
            remember(events, event);
            Reply.json(exchange, 201, event);
            return;
        }
        for (ApiResource resource : ApiResource.values()) {
            if (resource.path().equals(path)) {
                Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
                faults.truncate(exchange, query);
                resources.handle(exchange, resource, query);
                return;
            }
        }
        Reply.failure(exchange, 404, "the server could not find the requested resource");
    }

    private static void remember(Deque<String> lines, String line) {
        synchronized (lines) {
            if (lines.size() == REMEMBERED_MAX) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
    }

    private static List<String> remembered(Deque<String> lines) {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1);
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}
