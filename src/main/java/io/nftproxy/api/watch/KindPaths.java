package io.nftproxy.api.watch;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths and queries of the requests for one kind. */
final class KindPaths {
    /** As client-go: pages that the API server makes quickly. */
    private static final int PAGE_OBJECTS = 500;

    private final String base;

    KindPaths(WatchedKind<?> kind) {
        String selector = kind.decoder().selector();
        base = kind.path() + "?" + (selector.isEmpty() ? "" : selector + "&");
    }

    /**
     * The first page of a first list. Any version will do, so it may come from the API server's
     * memory: that spares etcd when all nodes start at once. Such a list may come as one page.
     */
    String firstList() {
        return base + "resourceVersion=0&limit=" + PAGE_OBJECTS;
    }

    /** The first page of a list that is as new as can be. */
    String newestList() {
        return base + "limit=" + PAGE_OBJECTS;
    }

    /** A list all in one, whose version cannot expire between two pages. */
    String unpagedList() {
        return base + "limit=0";
    }

    /** Any further page. */
    String nextPage(String continueToken) {
        return base + "limit=" + PAGE_OBJECTS + "&continue=" + encode(continueToken);
    }

    /** A watch of what comes after a version. */
    String watch(String version, long timeoutSeconds) {
        return base
                + "watch=1&allowWatchBookmarks=true&resourceVersion="
                + encode(version)
                + "&timeoutSeconds="
                + timeoutSeconds;
    }

    /** A text as it may stand in a query. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
