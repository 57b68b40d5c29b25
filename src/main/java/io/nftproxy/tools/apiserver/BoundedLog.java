package io.nftproxy.tools.apiserver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest lines of a log. Thread-safe. */
final class BoundedLog {
    private final int lengthMax;
    private final Deque<String> lines = new ArrayDeque<>();

    BoundedLog(int lengthMax) {
        this.lengthMax = lengthMax;
    }

    synchronized void add(String line) {
        if (lines.size() == lengthMax) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** Oldest first. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
