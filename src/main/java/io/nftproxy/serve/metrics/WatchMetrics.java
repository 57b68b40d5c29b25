package io.nftproxy.serve.metrics;

import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The metrics of lists and watches, and of objects that cannot be read. */
public final class WatchMetrics {
    private static final String RESTARTS = "nftproxy_watch_restarts_total";
    private static final String RELISTS = "nftproxy_watch_relists_total";
    private static final String FAILURES = "nftproxy_watch_failures_total";
    private static final String PROBLEMS = "nftproxy_read_problems_total";

    /** Kinds come from a short list; this is the limit in case of a mistake. */
    private static final int PROBLEM_KINDS_MAX = 100;

    private final Meters meters;
    private final InstantSource clock;
    private final Map<String, AtomicLong> heardMillis = new ConcurrentHashMap<>();

    WatchMetrics(Meters meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        meters.limit(PROBLEMS, "kind", PROBLEM_KINDS_MAX);
    }

    /**
     * Adds the metrics of a resource, with 0.
     *
     * @param resource for example {@code endpointslices}
     */
    public void watching(String resource) {
        for (String name : new String[] {RESTARTS, RELISTS, FAILURES}) {
            meters.counter(name, resource);
        }
        AtomicLong heard = new AtomicLong();
        if (heardMillis.putIfAbsent(resource, heard) == null) {
            meters.gauge(
                    "nftproxy_watch_last_data_timestamp_seconds",
                    () -> heard.get() / 1e3,
                    resource);
        }
    }

    /** Notes a list, an event or a bookmark. Called often, from any thread. */
    public void heard(String resource) {
        AtomicLong heard = heardMillis.get(resource);
        if (heard != null) {
            heard.set(clock.millis());
        }
    }

    /** Returns the last arrival of each resource, Unix time in milliseconds; 0 if there is none. */
    public Map<String, Long> lastHeardMillis() {
        Map<String, Long> heard = new TreeMap<>();
        heardMillis.forEach((resource, millis) -> heard.put(resource, millis.get()));
        return heard;
    }

    /** Counts a failed list or watch. From any thread. */
    public void failed(String resource) {
        meters.counter(FAILURES, resource).increment();
    }

    /** Counts a watch that was resumed. From any thread. */
    public void restarted(String resource) {
        meters.counter(RESTARTS, resource).increment();
    }

    /** Counts a list after a watch that could not be resumed. From any thread. */
    public void relisted(String resource) {
        meters.counter(RELISTS, resource).increment();
    }

    /**
     * Counts an object, or a part of it, that was left out. From any thread.
     *
     * @param kind of the problem, from a short fixed list
     */
    public void problem(String kind) {
        meters.counter(PROBLEMS, kind).increment();
    }
}
