package io.nftproxy.bench.soak;

import io.nftproxy.bench.measure.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The connections of one client and what became of them. Thread-safe. */
final class Tally {
    private static final int WORDS_MAX = 200;

    /** A lost SYN is sent again after a second. */
    private static final long SLOW_NANOS = 900_000_000L;

    private final String client;
    private long connections;
    private long failed;
    private long wrong;
    private long slow;
    private long slowestNanos;
    private final List<String> words = new ArrayList<>();

    /**
     * @param client {@code TCP from POD}
     */
    Tally(String client) {
        this.client = client;
    }

    /**
     * The sums at a moment.
     *
     * @param failed without an answer
     * @param wrong answered by an endpoint that should not
     * @param slow that took 0.9 seconds or more, as one whose first packet was lost
     */
    record Sums(
            String client, long connections, long failed, long wrong, long slow, long slowest) {}

    synchronized void answered(long nanos) {
        connections++;
        slowestNanos = Math.max(slowestNanos, nanos);
        if (nanos >= SLOW_NANOS) {
            slow++;
            say("slow, " + nanos / 1_000_000 + " ms");
        }
    }

    synchronized void failed(String what) {
        connections++;
        failed++;
        say(what);
    }

    synchronized void wrong(String what) {
        wrong++;
        say(what);
    }

    private void say(String what) {
        if (words.size() < WORDS_MAX) {
            words.add(Instant.now() + " " + client + ": " + what);
            Progress.say("soak: %s: %s", client, what);
        }
    }

    synchronized Sums sums() {
        return new Sums(client, connections, failed, wrong, slow, slowestNanos);
    }

    /** Returns a line for each failed, wrong or slow connection, the first ones. */
    synchronized List<String> words() {
        return List.copyOf(words);
    }
}
