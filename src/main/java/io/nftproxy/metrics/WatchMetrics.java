package io.nftproxy.metrics;

/** How the watches fare, and what of the objects cannot be used. */
public final class WatchMetrics {
    private final Counter restarts;
    private final Counter relists;
    private final Counter problems;

    WatchMetrics(MetricRegistry registry) {
        restarts =
                registry.counter(
                        "nftproxy_watch_restarts_total",
                        "Watches begun again where they had ended",
                        "resource");
        relists =
                registry.counter(
                        "nftproxy_watch_relists_total",
                        "Full lists after the first one, because a watch could not go on",
                        "resource");
        problems =
                registry.counter(
                        "nftproxy_read_problems_total",
                        "Objects, or parts of them, that were left out because they make no sense",
                        "kind");
    }

    /**
     * Makes a resource's counters appear with 0.
     *
     * @param resource for example {@code endpointslices}
     */
    public void watching(String resource) {
        restarts.add(0, resource);
        relists.add(0, resource);
    }

    /** A watch ended and goes on where it was. From any thread. */
    public void restarted(String resource) {
        restarts.add(1, resource);
    }

    /** A watch could not go on; everything is listed again. From any thread. */
    public void relisted(String resource) {
        relists.add(1, resource);
    }

    /**
     * Something was left out. From any thread.
     *
     * @param kind of the problem, from a short fixed list
     */
    public void problem(String kind) {
        problems.add(1, kind);
    }
}
