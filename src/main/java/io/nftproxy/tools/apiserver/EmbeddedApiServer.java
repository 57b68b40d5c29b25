package io.nftproxy.tools.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An API server on the loopback address that answers lists, watches, posted Events, and requests
 * for one object that has no namespace.
 *
 * <p>Lists support {@code limit}, {@code continue}, label selectors by existence, and the field
 * selectors of {@link Selector}. Watches support {@code resourceVersion}, bookmarks and {@code
 * timeoutSeconds}; the initial events of a WatchList are refused. There is no authentication. All
 * methods may be called from any thread.
 */
public final class EmbeddedApiServer implements AutoCloseable {
    static {
        // Or events wait 40 ms for the client's delayed acknowledgement. The JDK reads this once.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ObjectStore store;
    private final ResourceHandler resources;
    private final HttpServer http;

    /**
     * Starts the server.
     *
     * @param port 0 for a free one
     * @param tls null for plain HTTP
     * @param filters see each request first, in this order
     */
    EmbeddedApiServer(
            ObjectStore store, int port, @Nullable HttpsConfigurator tls, List<Filter> filters)
            throws IOException {
        this.store = store;
        this.resources = new ResourceHandler(store);
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        if (tls == null) {
            http = HttpServer.create(address, 0);
        } else {
            HttpsServer server = HttpsServer.create(address, 0);
            server.setHttpsConfigurator(tls);
            http = server;
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle).getFilters().addAll(filters);
        http.start();
    }

    /** Starts on a free port of the loopback address. */
    public static EmbeddedApiServer start() throws IOException {
        return new EmbeddedApiServer(new ObjectStore(), 0, null, List.of());
    }

    /**
     * Starts with HTTPS on a free port of the loopback address.
     *
     * @param tls with a certificate for 127.0.0.1
     */
    public static EmbeddedApiServer startTls(SSLContext tls) throws IOException {
        return new EmbeddedApiServer(new ObjectStore(), 0, new HttpsConfigurator(tls), List.of());
    }

    /** Returns the URL of the server, {@code http://127.0.0.1:40123}. */
    public String url() {
        String scheme = http instanceof HttpsServer ? "https" : "http";
        return scheme + "://127.0.0.1:" + http.getAddress().getPort();
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

    /** Closes the port and all connections. */
    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("POST") && path.endsWith("/events")) {
            // In the encoding that the client uses; kube-proxy's is Protobuf.
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            Reply.send(
                    exchange,
                    201,
                    type == null ? "application/json" : type,
                    exchange.getRequestBody().readAllBytes());
            return;
        }
        for (ApiResource resource : ApiResource.values()) {
            if (resource.path().equals(path)) {
                resources.handle(exchange, resource, query(exchange));
                return;
            }
            if (path.startsWith(resource.path() + "/")) {
                resources.get(exchange, resource, path.substring(resource.path().length() + 1));
                return;
            }
        }
        Reply.failure(exchange, 404, "the server could not find the requested resource");
    }

    /** Returns the decoded parameters of the query. */
    static Map<String, String> query(HttpExchange exchange) {
        String raw = exchange.getRequestURI().getRawQuery();
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1);
                query.put(pair.substring(0, equals), URLDecoder.decode(value, UTF_8));
            }
        }
        return query;
    }
}
