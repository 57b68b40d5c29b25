package io.nftproxy.bench.soak;

import io.nftproxy.bench.measure.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The connections of one client, by outcome. Thread-safe. */
final class Tally {
    private static final int WORDS_MAX = 200;

    /** The kernel repeats a lost SYN after a second. */
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
     * The sums so far.
     *
     * @param failed connections without an answer
     * @param wrong connections that a wrong endpoint answered
     * @param slow connections of 0.9 seconds or more, as after a lost first packet
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

    /** Returns a line for each of the first failed, wrong or slow connections. */
    synchronized List<String> words() {
        return List.copyOf(words);
    }
}
