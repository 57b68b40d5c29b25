package io.nftproxy.serve.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a URL's query by name: {@code to=shop%2Fweb&from=pod}. */
public record Query(Map<String, String> values) {
    /** Parses a query; null if the URL has none. */
    public static Query of(@Nullable String raw) {
        Map<String, String> values = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                values.put(parts[0], decoded(parts[1]));
            }
        }
        return new Query(values);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /** Returns a value without blanks around it; empty if the query has none. */
    public String text(String name) {
        return values.getOrDefault(name, "").strip();
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }
}
