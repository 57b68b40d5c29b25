package io.nftproxy.tools.demo;

import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The proxy's syncs, waiting to be told of. */
final class SyncReports implements SyncListener {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

    /**
     * @param endNanos {@link System#nanoTime} when it was over
     */
    record Arrival(SyncReport report, long endNanos) {}

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    @Override
    public void synced(SyncReport report) {
        arrivals.add(new Arrival(report, System.nanoTime()));
    }

    /** Drops those that were not asked for. */
    void forget() {
        arrivals.clear();
    }

    /**
     * Waits for a sync of this kind; those before it are passed over.
     *
     * @throws DemoProblem if none comes
     */
    Arrival await(String what, Predicate<SyncReport> kind)
            throws DemoProblem, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        String failure = "";
        while (true) {
            @Nullable Arrival arrival =
                    arrivals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                throw new DemoProblem("waited in vain for the kernel to have " + what + failure);
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
