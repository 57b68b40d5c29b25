package io.nftproxy.serve.metrics;

import io.nftproxy.sync.ChangeInbox.Source;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The metrics of lists and watches, and of objects that cannot be read. */
public final class WatchMetrics {
    private static final String RESTARTS = "nftproxy_watch_restarts_total";
    private static final String RELISTS = "nftproxy_watch_relists_total";
    private static final String FAILURES = "nftproxy_watch_failures_total";
    private static final String PROBLEMS = "nftproxy_read_problems_total";

    private final Meters meters;
    private final InstantSource clock;
    private final Map<Source, Long> heardMillis = new ConcurrentHashMap<>();

    WatchMetrics(Meters meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        for (Source source : Source.values()) {
            for (String name : new String[] {RESTARTS, RELISTS, FAILURES}) {
                meters.counter(name, resource(source));
            }
            meters.gauge(
                    "nftproxy_watch_last_data_timestamp_seconds",
                    () -> heardMillis.getOrDefault(source, 0L) / 1e3,
                    resource(source));
        }
    }

    /** Returns the name in labels, {@code endpointslices}. */
    private static String resource(Source source) {
        return source.name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** Notes a list, an event or a bookmark. Called often, from any thread. */
    public void heard(Source source) {
        heardMillis.put(source, clock.millis());
    }

    /** Returns the last arrival by resource, Unix time in milliseconds; 0 if there is none. */
    public Map<String, Long> lastHeardMillis() {
        Map<String, Long> heard = new TreeMap<>();
        for (Source source : Source.values()) {
            heard.put(resource(source), heardMillis.getOrDefault(source, 0L));
        }
        return heard;
    }

    /** Counts a failed list or watch. From any thread. */
    public void failed(Source source) {
        meters.counter(FAILURES, resource(source)).increment();
    }

    /** Counts a watch that was resumed. From any thread. */
    public void restarted(Source source) {
        meters.counter(RESTARTS, resource(source)).increment();
    }

    /** Counts a list after a watch that could not be resumed. From any thread. */
    public void relisted(Source source) {
        meters.counter(RELISTS, resource(source)).increment();
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
