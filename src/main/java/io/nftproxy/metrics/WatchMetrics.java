package io.nftproxy.metrics;

import io.micrometer.core.instrument.Counter;

/** How the watches fare, and what of the objects cannot be used. */
public final class WatchMetrics {
    private static final String PROBLEMS = "nftproxy_read_problems_total";

    /** Kinds are from a short list; objects of the cluster must not make it longer. */
    private static final int PROBLEM_KINDS_MAX = 100;

    private final Meters meters;

    WatchMetrics(Meters meters) {
        this.meters = meters;
        meters.limit(PROBLEMS, "kind", PROBLEM_KINDS_MAX);
    }

    private Counter restarts(String resource) {
        return meters.counter(
                "nftproxy_watch_restarts_total",
                "Watches begun again where they had ended",
                "resource",
                resource);
    }

    private Counter relists(String resource) {
        return meters.counter(
                "nftproxy_watch_relists_total",
                "Full lists after the first one, because a watch could not go on",
                "resource",
                resource);
    }

    /**
     * Makes a resource's counters appear with 0.
     *
     * @param resource for example {@code endpointslices}
     */
    public void watching(String resource) {
        restarts(resource);
        relists(resource);
    }

    /** A watch ended and goes on where it was. From any thread. */
    public void restarted(String resource) {
        restarts(resource).increment();
    }

    /** A watch could not go on; everything is listed again. From any thread. */
    public void relisted(String resource) {
        relists(resource).increment();
    }

    /**
     * Something was left out. From any thread.
     *
     * @param kind of the problem, from a short fixed list
     */
    public void problem(String kind) {
        meters.counter(
                        PROBLEMS,
                        "Objects, or parts of them, that were left out because they make no sense",
                        "kind",
                        kind)
                .increment();
    }
}
