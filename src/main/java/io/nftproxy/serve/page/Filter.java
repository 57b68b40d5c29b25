package io.nftproxy.serve.page;

import io.nftproxy.serve.http.Query;
import java.util.Locale;
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
        Query query = Query.of(rawQuery);
        String page = query.text("page");
        return new Filter(
                query.text("q"),
                query.has("problems"),
                page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1);
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
