package io.nftproxy.tools.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Handles lists and watches. */
final class ResourceHandler {
    private static final long WATCH_SECONDS_DEFAULT = 1800;

    /** The length from which a list is compressed. The API server compresses from 128 KiB on. */
    private static final int LONG_LIST = 100;

    private static final String BY_NAME = "metadata.name=";

    private final ObjectStore store;

    ResourceHandler(ObjectStore store) {
        this.store = store;
    }

    void handle(HttpExchange exchange, ApiResource resource, Map<String, String> query)
            throws IOException {
        String watch = query.getOrDefault("watch", "");
        if (watch.equals("1") || watch.equals("true")) {
            watch(exchange, resource, query);
        } else {
            list(exchange, resource, query);
        }
    }

    /** Sends the object of this name without a namespace. */
    void get(HttpExchange exchange, ApiResource resource, String name) throws IOException {
        ObjectStore.Listing found =
                store.list(resource, 0, new Selector(Map.of("fieldSelector", BY_NAME + name)));
        if (found.objects().isEmpty()) {
            Reply.failure(exchange, 404, resource.kind() + " " + name + " not found");
            return;
        }
        Reply.json(exchange, 200, found.objects().getFirst().json());
    }

    private void list(HttpExchange exchange, ApiResource resource, Map<String, String> query)
            throws IOException {
        int limit = Integer.parseInt(query.getOrDefault("limit", "0"));
        String token = decode(query.getOrDefault("continue", ""));
        String version = token.substring(0, Math.max(0, token.indexOf(' ')));
        if (!version.isEmpty() && store.isTooOld(Long.parseLong(version))) {
            Reply.failure(exchange, 410, "The provided continue parameter is too old");
            return;
        }
        String start = token.substring(token.indexOf(' ') + 1);
        // Further pages are of the version of the first one.
        long at = version.isEmpty() ? Long.MAX_VALUE : Long.parseLong(version);
        write(exchange, resource, store.list(resource, start, at, limit, new Selector(query)));
    }

    private static String decode(String token) {
        return new String(Base64.getUrlDecoder().decode(token), UTF_8);
    }

    private static String encode(String token) {
        return Base64.getUrlEncoder().encodeToString(token.getBytes(UTF_8));
    }

    private static void write(HttpExchange exchange, ApiResource resource, ObjectStore.Listing page)
            throws IOException {
        String next = page.nextKey();
        long version = page.version();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try (OutputStream out = new BufferedOutputStream(begin(exchange, page), 1 << 16)) {
            String head =
                    """
                    {"kind":"%sList","apiVersion":"%s",\
                    "metadata":{"resourceVersion":"%d","continue":"%s"},"items":["""
                            .formatted(
                                    resource.kind(),
                                    resource.apiVersion(),
                                    version,
                                    next.isEmpty() ? "" : encode(version + " " + next));
            out.write(head.getBytes(UTF_8));
            boolean isFirst = true;
            for (StoredObject object : page.objects()) {
                if (!isFirst) {
                    out.write(',');
                }
                isFirst = false;
                object.writeTo(out);
            }
            out.write("]}\n".getBytes(UTF_8));
        }
    }

    /** Starts a response; a long list is compressed if the client accepts that. */
    private static OutputStream begin(HttpExchange exchange, ObjectStore.Listing page)
            throws IOException {
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        boolean isCompressed = "gzip".equals(accepted) && page.objects().size() > LONG_LIST;
        if (isCompressed) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        return isCompressed ? new GZIPOutputStream(body) : body;
    }

    private void watch(HttpExchange exchange, ApiResource resource, Map<String, String> query)
            throws IOException {
        if (query.containsKey("sendInitialEvents")) {
            // As an API server without the feature gate WatchList does; clients list instead.
            Reply.failure(exchange, 422, "sendInitialEvents is forbidden for watch");
            return;
        }
        long since = Long.parseLong(query.getOrDefault("resourceVersion", "0"));
        if (store.isTooOld(since)) {
            Reply.failure(exchange, 410, "too old resource version: " + since);
            return;
        }
        String seconds = query.getOrDefault("timeoutSeconds", Long.toString(WATCH_SECONDS_DEFAULT));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        OpenWatch watch = new OpenWatch(store, resource, new Selector(query), since, out);
        try {
            watch.run(TimeUnit.SECONDS.toNanos(Long.parseLong(seconds)));
            // Completes the response; a connection that is cut skips this.
            out.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
