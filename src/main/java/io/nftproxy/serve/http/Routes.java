package io.nftproxy.serve.http;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the handler by path: the same path, else the longest route ending in a slash that the path
 * starts with, else 404.
 */
public final class Routes implements HttpHandler {
    private final TreeMap<String, HttpHandler> routes = new TreeMap<>();

    /**
     * Adds a route. All are added before the first request.
     *
     * @param path for example {@code /metrics}, or {@code /debug/pprof/} with all that is below
     */
    public Routes add(String path, HttpHandler handler) {
        routes.put(path, handler);
        return this;
    }

    /** Every path, in order. */
    public Set<String> paths() {
        return Collections.unmodifiableSet(routes.keySet());
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        HttpHandler exact = routes.get(request.path());
        if (exact != null) {
            return exact.handle(request);
        }
        for (Map.Entry<String, HttpHandler> route : routes.descendingMap().entrySet()) {
            if (route.getKey().endsWith("/") && request.path().startsWith(route.getKey())) {
                return route.getValue().handle(request);
            }
        }
        return HttpResponse.text(404, "404 page not found\n");
    }
}
