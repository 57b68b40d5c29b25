package io.nftproxy.tools.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Records each request and injects faults before the server answers it. Thread-safe. */
final class Faults extends Filter {
    private static final int UNAUTHORIZED = 401;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Set<WatchStream> open = ConcurrentHashMap.newKeySet();

    // Guarded by this.
    private final Map<String, Integer> refused = new LinkedHashMap<>();
    private final Map<ApiResource, WatchFault> watches = new EnumMap<>(ApiResource.class);
    private int failures;
    private int failureStatus;
    private int truncations;
    private final Map<ApiResource, String> lists = new EnumMap<>(ApiResource.class);
    private boolean slow;
    private String accepted = "";
    private Runnable beforeFurtherPages = () -> {};

    @Override
    public String description() {
        return "faults";
    }

    synchronized void failNext(int count, int status) {
        failures = count;
        failureStatus = status;
    }

    synchronized void refuse(String path, int status) {
        if (status == 0) {
            refused.remove(path);
        } else {
            refused.put(path, status);
        }
    }

    synchronized void truncateNextLists(int count) {
        truncations = count;
    }

    synchronized void answerLists(ApiResource resource, String body) {
        lists.put(resource, body);
    }

    synchronized void slowDown() {
        slow = true;
    }

    synchronized void accept(String authorization) {
        accepted = authorization;
    }

    synchronized void beforeFurtherPages(Runnable action) {
        beforeFurtherPages = action;
    }

    private synchronized boolean isAccepted(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        return accepted.isEmpty() || accepted.equals(authorization);
    }

    private synchronized Runnable beforeFurtherPages() {
        return beforeFurtherPages;
    }

    private synchronized @Nullable String list(ApiResource resource) {
        return lists.get(resource);
    }

    private synchronized boolean isSlow() {
        return slow;
    }

    synchronized void spoil(ApiResource resource, WatchFault fault) {
        watches.put(resource, fault);
    }

    synchronized void mend(ApiResource resource) {
        watches.remove(resource);
    }

    Collection<WatchStream> openWatches() {
        return open;
    }

    List<String> requests() {
        return requests;
    }

    List<String> events() {
        return events;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        String pathAndQuery = exchange.getRequestURI().toString();
        requests.add(exchange.getRequestMethod() + " " + pathAndQuery);
        int status = isAccepted(exchange) ? statusFor(pathAndQuery) : UNAUTHORIZED;
        Optional<ApiResource> resource = resource(exchange);
        if (isSlow()) {
            exchange.setStreams(null, new SlowStream(exchange.getResponseBody()));
        }
        if (status != 0) {
            Reply.failure(exchange, status, "fault injected");
        } else if (resource.isEmpty()) {
            recordEvent(exchange);
            chain.doFilter(exchange);
        } else if (EmbeddedApiServer.query(exchange).containsKey("watch")) {
            watch(exchange, resource.get(), chain);
        } else if (list(resource.get()) instanceof String body) {
            Reply.send(exchange, 200, "application/json", body.getBytes(UTF_8));
        } else if (isTruncated()) {
            cutAfter(exchange, "{\"kind\":\"List\",\"items\":[{\"meta");
        } else {
            if (pathAndQuery.contains("&continue=")) {
                beforeFurtherPages().run();
            }
            chain.doFilter(exchange);
        }
    }

    private static Optional<ApiResource> resource(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return List.of(ApiResource.values()).stream()
                .filter(resource -> resource.path().equals(path))
                .findFirst();
    }

    /** Returns the status of an injected failure; 0 for none. */
    private synchronized int statusFor(String pathAndQuery) {
        for (Map.Entry<String, Integer> entry : refused.entrySet()) {
            if (pathAndQuery.startsWith(entry.getKey())) {
                return entry.getValue();
            }
        }
        return failures > 0 && failures-- > 0 ? failureStatus : 0;
    }

    private synchronized boolean isTruncated() {
        return truncations > 0 && truncations-- > 0;
    }

    private synchronized @Nullable WatchFault fault(ApiResource resource) {
        return watches.get(resource);
    }

    private void recordEvent(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            events.add(new String(body, UTF_8));
            exchange.setStreams(new ByteArrayInputStream(body), null);
        }
    }

    /** Sends the first bytes of a response; the exception makes the server close the connection. */
    private static void cutAfter(HttpExchange exchange, String start) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(start.getBytes(UTF_8));
        exchange.getResponseBody().flush();
        throw new IOException("cut");
    }

    private void watch(HttpExchange exchange, ApiResource resource, Chain chain)
            throws IOException {
        switch (fault(resource)) {
            case WatchFault.Refused(int status) ->
                    Reply.failure(exchange, status, "fault injected");
            case WatchFault.Ended _ -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().close();
            }
            case WatchFault.Cut _ -> cutAfter(exchange, "");
            case WatchFault.Greeted(String line) -> open(exchange, resource, line, false, chain);
            case WatchFault.Mute _ -> open(exchange, resource, "", true, chain);
            case null -> open(exchange, resource, "", false, chain);
        }
    }

    private void open(
            HttpExchange exchange, ApiResource resource, String greeting, boolean mute, Chain chain)
            throws IOException {
        exchange.getRequestBody();
        WatchStream stream = new WatchStream(exchange, resource, greeting, mute, open);
        exchange.setStreams(null, stream);
        try {
            chain.doFilter(exchange);
        } finally {
            open.remove(stream);
        }
    }
}
