package io.nftproxy.tools.apiserver;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The faults that the server injects. Thread-safe. */
final class Faults {
    private final Map<String, Integer> refused = new LinkedHashMap<>();
    private int failures;
    private int failureStatus;
    private int truncations;
    private final Map<ApiResource, WatchFault> watches = new EnumMap<>(ApiResource.class);

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

    synchronized void spoil(ApiResource resource, WatchFault fault) {
        watches.put(resource, fault);
    }

    synchronized void mend(ApiResource resource) {
        watches.remove(resource);
    }

    /** Returns the fault of new watches of a resource. */
    synchronized Optional<WatchFault> ofWatch(ApiResource resource) {
        return Optional.ofNullable(watches.get(resource));
    }

    /** Returns the status of an injected failure; 0 for none. */
    synchronized int statusFor(String pathAndQuery) {
        for (Map.Entry<String, Integer> entry : refused.entrySet()) {
            if (pathAndQuery.startsWith(entry.getKey())) {
                return entry.getValue();
            }
        }
        if (failures > 0) {
            failures--;
            return failureStatus;
        }
        return 0;
    }

    /** Sends the first bytes of a list and closes the connection, if that is due. */
    void truncate(HttpExchange exchange, Map<String, String> query) throws IOException {
        synchronized (this) {
            if (query.containsKey("watch") || truncations == 0) {
                return;
            }
            truncations--;
        }
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody()
                .write("{\"kind\":\"List\",\"items\":[{\"meta".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        throw new OpenWatch.CutOff();
    }
}
