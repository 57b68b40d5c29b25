package io.nftproxy.tools.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What is asked of all open watches at once. Thread-safe. */
final class WatchControl {
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger bookmarks = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final List<String> rawLines = new ArrayList<>();

    /** Cut them all off. */
    void cut() {
        cuts.incrementAndGet();
    }

    /** Send a bookmark now. */
    void bookmark() {
        bookmarks.incrementAndGet();
    }

    /** Send this line as it is. */
    synchronized void sendRaw(String line) {
        rawLines.add(line);
    }

    int cuts() {
        return cuts.get();
    }

    int bookmarks() {
        return bookmarks.get();
    }

    /** The lines after the first so many. */
    synchronized List<String> rawLines(int from) {
        return List.copyOf(rawLines.subList(from, rawLines.size()));
    }

    synchronized int rawLineCount() {
        return rawLines.size();
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
