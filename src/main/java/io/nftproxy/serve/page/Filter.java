package io.nftproxy.serve.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The choice of Services to list, from a query: {@code q=shop&problems=on&page=2}.
 *
 * @param text a part of a name or an address; empty for all
 * @param problems whether to list only Service ports with a problem
 * @param page from 1
 */
record Filter(String text, boolean problems, int page) {
    /** Parses a query; values that are no valid choice count as absent. */
    static Filter of(@Nullable String rawQuery) {
        Map<String, String> values = new HashMap<>();
        for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                values.put(parts[0], decoded(parts[1]));
            }
        }
        String page = values.getOrDefault("page", "");
        return new Filter(
                values.getOrDefault("q", "").strip(),
                values.containsKey("problems"),
                page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /** Returns whether the text occurs in another, in any case. */
    boolean isIn(String other) {
        return other.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    /** Returns the URL of another page of the same choice. */
    String urlOf(int other) {
        return "/?q="
                + Html.encoded(text)
                + (problems ? "&problems=on" : "")
                + "&page="
                + other
                + "#services";
    }
}
