package io.nftproxy.app;

import io.nftproxy.kernel.LibC;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns the memory of a full sync, and of many small ones, to the node. The JVM does that only
 * when it collects the whole heap. It would rather enlarge the old generation up to its maximum,
 * which is most of the node's memory; the C library keeps what the compiler freed.
 *
 * <p>A collection takes 0.1 s for 100,000 endpoints. After a sync of a large cluster it runs at
 * once, on a thread of its own, so that it does not delay the next sync. {@link #check} follows
 * some seconds later, and collects the heap of smaller clusters. It also collects a heap that has
 * grown by a half since its last collection, and by {@value #GROWTH_BYTES} bytes at least.
 */
final class HeapTrimmer implements SyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(HeapTrimmer.class);
    private static final int SERVICES_MANY = 1000;
    private static final long GROWTH_BYTES = 16 << 20;

    /** The JVM keeps freed memory of its compiler for up to five seconds. */
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final Runnable collection;
    private final Runnable trim;
    private final LongSupplier nanoTime;
    private final LongSupplier heapBytes;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile long syncedNanos;
    private volatile boolean large;

    /** Until the first collection, the heap may have any size. */
    private volatile long limitBytes = Long.MAX_VALUE;

    HeapTrimmer() {
        this(
                System::gc,
                HeapTrimmer::trimNativeHeap,
                System::nanoTime,
                Runtime.getRuntime()::totalMemory);
    }

    private static void trimNativeHeap() {
        try {
            LibC.malloc_trim(0);
        } catch (UnsatisfiedLinkError e) {
            LOG.debug("Cannot return freed memory: {}", e.toString());
        }
    }

    /**
     * @param trim returns freed memory of the C library
     * @param heapBytes the size of the heap, its unused memory included
     */
    HeapTrimmer(Runnable collection, Runnable trim, LongSupplier nanoTime, LongSupplier heapBytes) {
        this.collection = collection;
        this.trim = trim;
        this.nanoTime = nanoTime;
        this.heapBytes = heapBytes;
    }

    @Override
    public void synced(SyncReport report) {
        if (!report.full()) {
            return;
        }
        syncedNanos = nanoTime.getAsLong();
        large = report.servicesChanged() >= SERVICES_MANY;
        due.set(true);
        if (large && running.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("heap").start(this::collectLarge);
        }
    }

    /** Trims once, some seconds after the last full sync, and collects a heap that has grown. */
    void check() {
        if (due.get() && nanoTime.getAsLong() - syncedNanos >= WAIT_NANOS) {
            due.set(false);
            if (!large) {
                collect();
            }
            trim.run();
        }
        if (heapBytes.getAsLong() > limitBytes) {
            collect();
        }
    }

    private void collect() {
        collection.run();
        long bytes = heapBytes.getAsLong();
        limitBytes = bytes + Math.max(bytes / 2, GROWTH_BYTES);
    }

    private void collectLarge() {
        try {
            collect();
        } finally {
            running.set(false);
        }
    }
}
