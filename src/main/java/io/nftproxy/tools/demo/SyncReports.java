package io.nftproxy.tools.demo;

import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A queue of the proxy's syncs. */
final class SyncReports implements SyncListener {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

    /**
     * @param endNanos {@link System#nanoTime} at the end of the sync
     */
    record Arrival(SyncReport report, long endNanos) {}

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    @Override
    public void synced(SyncReport report) {
        arrivals.add(new Arrival(report, System.nanoTime()));
    }

    /** Drops the syncs so far. */
    void forget() {
        arrivals.clear();
    }

    /**
     * Waits for a successful sync of a kind and skips others.
     *
     * @throws DemoProblem if there is none within 15 seconds
     */
    Arrival await(String what, Predicate<SyncReport> kind)
            throws DemoProblem, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        String failure = "";
        while (true) {
            @Nullable Arrival arrival =
                    arrivals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                throw new DemoProblem("no sync after 15s: " + what + failure);
            }
            if (arrival.report().succeeded() && kind.test(arrival.report())) {
                return arrival;
            }
            if (!arrival.report().succeeded()) {
                failure = ": " + arrival.report().failure();
            }
        }
    }
}
