package io.nftproxy.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Answers lists and watches. */
final class ResourceHandler {
    private static final long WATCH_SECONDS_DEFAULT = 1800;

    private final ObjectStore store;
    private final WatchControl control;

    ResourceHandler(ObjectStore store, WatchControl control) {
        this.store = store;
        this.control = control;
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

    private void list(HttpExchange exchange, ApiResource resource, Map<String, String> query)
            throws IOException {
        ObjectStore.Listing all = store.list(resource);
        int limit = Integer.parseInt(query.getOrDefault("limit", "0"));
        long version = all.version();
        String start = "";
        if (query.containsKey("continue")) {
            String token = new String(decode(query.getOrDefault("continue", "")), UTF_8);
            int space = token.indexOf(' ');
            version = Long.parseLong(token.substring(0, space));
            start = token.substring(space + 1);
            if (store.isTooOld(version)) {
                Reply.failure(exchange, 410, "The provided continue parameter is too old");
                return;
            }
        }
        Selector selector = Selector.of(query);
        String first = start;
        List<StoredObject> rest =
                all.objects().stream()
                        .filter(object -> object.key().compareTo(first) >= 0)
                        .filter(selector)
                        .toList();
        boolean isCut = limit > 0 && rest.size() > limit;
        String token = isCut ? encode(version + " " + rest.get(limit).key()) : "";
        write(exchange, resource, version, token, isCut ? rest.subList(0, limit) : rest);
    }

    private static byte[] decode(String token) {
        return Base64.getUrlDecoder().decode(token);
    }

    private static String encode(String token) {
        return Base64.getUrlEncoder().encodeToString(token.getBytes(UTF_8));
    }

    private static void write(
            HttpExchange exchange,
            ApiResource resource,
            long version,
            String token,
            List<StoredObject> objects)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
            String head =
                    "{\"kind\":\""
                            + resource.kind()
                            + "List\",\"apiVersion\":\""
                            + resource.apiVersion()
                            + "\",\"metadata\":{\"resourceVersion\":\""
                            + version
                            + "\",\"continue\":\""
                            + token
                            + "\"},\"items\":[";
            out.write(head.getBytes(UTF_8));
            boolean isFirst = true;
            for (StoredObject object : objects) {
                if (!isFirst) {
                    out.write(',');
                }
                isFirst = false;
                object.writeTo(out);
            }
            out.write("]}\n".getBytes(UTF_8));
        }
    }

    private void watch(HttpExchange exchange, ApiResource resource, Map<String, String> query)
            throws IOException {
        long since = Long.parseLong(query.getOrDefault("resourceVersion", "0"));
        if (store.isTooOld(since)) {
            Reply.failure(exchange, 410, "too old resource version: " + since);
            return;
        }
        String seconds = query.getOrDefault("timeoutSeconds", Long.toString(WATCH_SECONDS_DEFAULT));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        OpenWatch watch = new OpenWatch(store, control, resource, Selector.of(query), since, out);
        // Counted once it hears of everything, so that who waits for it may then go on.
        control.opened();
        try {
            out.flush();
            watch.run(TimeUnit.SECONDS.toNanos(Long.parseLong(seconds)));
            // Not when it is cut off: this writes the end of a complete answer.
            out.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            control.closed();
        }
    }
}
