package io.nftproxy.serve.metrics;

import io.micrometer.core.instrument.Counter;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How the watches fare, and what of the objects cannot be used. */
public final class WatchMetrics {
    private static final String PROBLEMS = "nftproxy_read_problems_total";

    /** Kinds are from a short list; objects of the cluster must not make it longer. */
    private static final int PROBLEM_KINDS_MAX = 100;

    private final Meters meters;
    private final InstantSource clock;
    private final Map<String, AtomicLong> heardMillis = new ConcurrentHashMap<>();

    WatchMetrics(Meters meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
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

    private Counter failures(String resource) {
        return meters.counter(
                "nftproxy_watch_failures_total",
                "Lists and watches that failed, for whatever reason",
                "resource",
                resource);
    }

    /**
     * Makes a resource's metrics appear with 0.
     *
     * @param resource for example {@code endpointslices}
     */
    public void watching(String resource) {
        restarts(resource);
        relists(resource);
        failures(resource);
        AtomicLong heard = new AtomicLong();
        if (heardMillis.putIfAbsent(resource, heard) == null) {
            meters.gauge(
                    "nftproxy_watch_last_data_timestamp_seconds",
                    "When a list, an event or a bookmark last arrived, Unix time; 0 if none did."
                            + " An idle watch gets a bookmark each minute",
                    () -> heard.get() / 1e3,
                    "resource",
                    resource);
        }
    }

    /** A list, an event or a bookmark arrived. From any thread; there may be many. */
    public void heard(String resource) {
        AtomicLong heard = heardMillis.get(resource);
        if (heard != null) {
            heard.set(clock.millis());
        }
    }

    /** A list or a watch failed. From any thread. */
    public void failed(String resource) {
        failures(resource).increment();
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
