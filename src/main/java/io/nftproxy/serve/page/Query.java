package io.nftproxy.serve.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a URL's query by name: {@code to=shop%2Fweb&from=pod}. */
record Query(Map<String, String> values) {
    static Query of(@Nullable String raw) {
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
    String text(String name) {
        return values.getOrDefault(name, "").strip();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }
}
