package io.nftproxy.tools.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The commands to all open watches, and their number. Thread-safe. */
final class WatchControl {
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger bookmarks = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final List<String> rawLines = new ArrayList<>();

    /** Cuts all connections. */
    void cut() {
        cuts.incrementAndGet();
    }

    /** Sends a bookmark. */
    void bookmark() {
        bookmarks.incrementAndGet();
    }

    /** Sends a line as it is. */
    synchronized void sendRaw(String line) {
        rawLines.add(line);
    }

    int cuts() {
        return cuts.get();
    }

    int bookmarks() {
        return bookmarks.get();
    }

    /** Returns the lines from an index on. */
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
