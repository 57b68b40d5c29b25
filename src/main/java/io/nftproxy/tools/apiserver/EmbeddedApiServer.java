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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The server: listens on the loopback address, answers lists, watches and posted Events, and
 * misbehaves on request.
 *
 * <p>Lists know {@code limit}, {@code continue}, label selectors by existence and equality, and the
 * field selector {@code metadata.name}. Watches know {@code resourceVersion}, bookmarks and {@code
 * timeoutSeconds}. Nothing is authenticated. All methods may be called from any thread.
 */
public final class EmbeddedApiServer implements AutoCloseable {
    /** Requests and Events remembered, the newest. */
    private static final int MEMORY = 1000;

    static {
        // Else events wait for the client's delayed acknowledgement, 40 ms. Read once by the JDK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ObjectStore store = new ObjectStore();
    private final WatchControl control = new WatchControl();
    private final Faults faults = new Faults();
    private final ResourceHandler resources = new ResourceHandler(store, control, faults);
    private final BoundedLog requests = new BoundedLog(MEMORY);
    private final BoundedLog events = new BoundedLog(MEMORY);
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
     * Starts on a free port of the loopback address, for HTTPS.
     *
     * @param tls has the certificate, made out to 127.0.0.1
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

    /** For {@code --master}: {@code http://127.0.0.1:40123}. */
    public String url() {
        return (tls == null ? "http" : "https") + "://127.0.0.1:" + port;
    }

    /**
     * Adds or replaces an object.
     *
     * @param json the object as it would be in a list, with {@code metadata.name}, and {@code
     *     metadata.namespace} and {@code metadata.labels} if it has any, but without a {@code
     *     resourceVersion}; what else it holds is not looked at
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

    /** Cuts all open watches off, as a failing network would. */
    public void dropWatches() {
        control.cut();
        store.wake();
    }

    /** Makes all versions up to now too old: 410 for who resumes from there. */
    public void forgetHistory() {
        store.forgetHistory();
    }

    /** Sends a bookmark to all open watches; also done every minute to idle ones. */
    public void sendBookmarks() {
        control.bookmark();
        store.wake();
    }

    /** Sends a line as it is to all open watches. */
    public void sendRaw(String line) {
        control.sendRaw(line);
        store.wake();
    }

    /** Answers the next requests with this status, 429 together with {@code Retry-After: 1}. */
    public void failNext(int count, int status) {
        faults.failNext(count, status);
    }

    /** Answers all requests whose path and query begin so with this status; 0 to end that. */
    public void refuse(String path, int status) {
        faults.refuse(path, status);
    }

    /** Cuts the answer to the next so many lists off after their first bytes. */
    public void truncateNextLists(int count) {
        faults.truncateNextLists(count);
    }

    /** From now on something is wrong with each new watch of a resource. */
    public void spoilWatches(ApiResource resource, WatchFault fault) {
        faults.spoil(resource, fault);
    }

    /** New watches of a resource are well again. */
    public void mendWatches(ApiResource resource) {
        faults.mend(resource);
    }

    /** How many watches are open. */
    public int openWatches() {
        return control.open();
    }

    /** The newest requests, {@code GET /api/v1/services?limit=500}, oldest first. */
    public List<String> requests() {
        return requests.lines();
    }

    /** The newest Events posted, as JSON text, oldest first. */
    public List<String> postedEvents() {
        return events.lines();
    }

    /** Closes the port and all connections, as a crash would; objects and history stay. */
    public synchronized void stopListening() {
        control.cut();
        store.wake();
        http.stop(0);
    }

    /** Opens the same port again. */
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
        requests.add(exchange.getRequestMethod() + " " + pathAndQuery);
        int fault = faults.statusFor(pathAndQuery);
        if (fault != 0) {
            Reply.failure(exchange, fault, "fault injected");
            return;
        }
        if (exchange.getRequestMethod().equals("POST") && path.endsWith("/events")) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            events.add(new String(body, StandardCharsets.UTF_8));
            Reply.json(exchange, 201, new String(body, StandardCharsets.UTF_8));
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
