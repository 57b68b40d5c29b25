package io.nftproxy.app;

import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the heap collected after a large table was written or compared. Most of what that took is
 * garbage by then, and the JVM gives memory back to the node only when it collects all of the heap:
 * a proxy with little to do would put that off for hours.
 *
 * <p>Takes a tenth of a second for 100,000 endpoints, after the kernel has the rules; on a thread
 * of its own, so that the writer thread can reach its next sync first.
 */
final class HeapAfterSync implements SyncListener {
    private static final int SERVICES_MANY = 1000;

    private final Runnable collection;
    private final AtomicBoolean running = new AtomicBoolean();

    HeapAfterSync() {
        this(System::gc);
    }

    HeapAfterSync(Runnable collection) {
        this.collection = collection;
    }

    @Override
    public void synced(SyncReport report) {
        if (report.full()
                && report.servicesChanged() >= SERVICES_MANY
                && running.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("heap").start(this::collect);
        }
    }

    private void collect() {
        try {
            collection.run();
        } finally {
            running.set(false);
        }
    }
}
