package io.nftproxy.serve.metrics;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.sync.InboxBacklog;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The metrics of changes that wait for a sync, read from the inbox at each scrape. */
final class BacklogMetrics {
    private static final String PREFIX = "kubeproxy_sync_proxy_rules_";

    private final Supplier<InboxBacklog> backlog;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    /** The arrival of the last event that a sync took; 0 before the first sync. */
    private volatile long lastTakenNanos;

    /**
     * Creates the metrics without registering them.
     *
     * @param nanoTime the clock of the backlog
     */
    BacklogMetrics(Supplier<InboxBacklog> backlog, InstantSource clock, LongSupplier nanoTime) {
        this.backlog = backlog;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    void register(Meters meters, Set<IpFamily> families) {
        meters.gauge(PREFIX + "endpoint_changes_pending", () -> backlog.get().slicesPending());
        meters.counted(PREFIX + "endpoint_changes_total", () -> backlog.get().sliceEvents());
        meters.gauge(PREFIX + "service_changes_pending", () -> backlog.get().servicesPending());
        meters.counted(PREFIX + "service_changes_total", () -> backlog.get().serviceEvents());
        for (IpFamily family : families) {
            meters.gauge(
                    PREFIX + "last_queued_timestamp_seconds",
                    this::lastQueuedUnixTime,
                    family.kubernetesName());
        }
    }

    /** Notes that a sync takes all waiting changes. */
    void syncStarted() {
        lastTakenNanos = backlog.get().lastEventNanos();
    }

    /** Ignores events that change nothing, such as the heartbeat of a Node. */
    private double lastQueuedUnixTime() {
        InboxBacklog now = backlog.get();
        boolean waiting = now.servicesPending() + now.slicesPending() > 0;
        long eventNanos = waiting ? now.lastEventNanos() : lastTakenNanos;
        if (eventNanos == 0) {
            return Double.NaN;
        }
        double ageSeconds = (nanoTime.getAsLong() - eventNanos) / 1e9;
        return clock.millis() / 1e3 - ageSeconds;
    }
}
