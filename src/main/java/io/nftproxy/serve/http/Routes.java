package io.nftproxy.serve.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The pages of a port by path: the route equal to the path, else the longest route that ends in a
 * slash and that the path starts with, else the handler for others, by default 404. The contexts of
 * the JDK's server match by prefix only: {@code /metrics} would answer {@code /metrics-and-more}.
 */
public final class Routes implements HttpHandler {
    private final TreeMap<String, HttpHandler> routes = new TreeMap<>();
    private HttpHandler others = exchange -> Response.text(exchange, 404, "404 page not found\n");

    /**
     * Adds a route. All are added before the first request.
     *
     * @param path for example {@code /metrics}, or {@code /debug/pprof/} with everything below
     */
    public Routes add(String path, HttpHandler handler) {
        routes.put(path, handler);
        return this;
    }

    /**
     * Returns a handler that answers other methods with 405.
     *
     * @param methods for example {@code GET, HEAD}
     */
    public static HttpHandler only(HttpHandler handler, String... methods) {
        List<String> allowed = List.of(methods);
        return exchange -> {
            if (allowed.contains(exchange.getRequestMethod())) {
                handler.handle(exchange);
            } else {
                exchange.getResponseHeaders().set("Allow", String.join(", ", allowed));
                Response.text(exchange, 405, "only " + allowed.getFirst() + " is allowed\n");
            }
        };
    }

    /** Sets the handler of all other paths, which {@link #paths} does not list. */
    public void addOthers(HttpHandler handler) {
        others = handler;
    }

    /** Returns every path, sorted. */
    public Set<String> paths() {
        return Collections.unmodifiableSet(routes.keySet());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        handler(Objects.requireNonNullElse(path, "")).handle(exchange);
    }

    private HttpHandler handler(String path) {
        HttpHandler exact = routes.get(path);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, HttpHandler> route : routes.descendingMap().entrySet()) {
            if (route.getKey().endsWith("/") && path.startsWith(route.getKey())) {
                return route.getValue();
            }
        }
        return others;
    }
}
