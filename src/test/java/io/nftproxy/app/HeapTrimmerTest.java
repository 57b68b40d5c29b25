package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.sync.SyncReport;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The times at which the heap is collected and memory is returned. */
class HeapTrimmerTest {
    private final BlockingQueue<Thread> collections = new LinkedBlockingQueue<>();
    private final Semaphore mayEnd = new Semaphore(0);
    private long nanos;
    private long heapMebibytes = 20;
    private int trims;
    private final HeapTrimmer heap =
            new HeapTrimmer(
                    () -> {
                        collections.add(Thread.currentThread());
                        mayEnd.acquireUninterruptibly();
                    },
                    () -> trims++,
                    () -> nanos,
                    () -> heapMebibytes << 20);

    private static SyncReport report(boolean full, int services) {
        return new SyncReport(
                full, 1, services, CommitReport.NOTHING, null, Map.of(), false, Map.of(), Map.of());
    }

    @Test
    void largeFullSyncIsFollowedByOneCollectionOnAnotherThread() throws Exception {
        heap.synced(report(true, 1000));
        heap.synced(report(true, 1000));
        Thread first = collections.poll(20, TimeUnit.SECONDS);
        assertThat(first).isNotNull().isNotSameAs(Thread.currentThread());
        assertThat(collections).isEmpty();

        mayEnd.release(2);
        first.join();
        heap.synced(report(true, 1000));
        assertThat(collections.poll(20, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void memoryIsReturnedOnceSomeSecondsAfterAFullSync() {
        mayEnd.release(1);
        heap.synced(report(true, 10));
        nanos += TimeUnit.SECONDS.toNanos(7);
        heap.synced(report(false, 1));
        heap.check();
        assertThat(trims).isZero();

        nanos += TimeUnit.SECONDS.toNanos(1);
        heap.check();
        heap.check();
        assertThat(trims).isOne();
        assertThat(collections).hasSize(1);
    }

    @Test
    void partialSyncIsNotFollowedByACollection() {
        heap.synced(report(false, 100_000));
        heap.synced(report(true, 999));
        heap.check();
        assertThat(collections).isEmpty();
    }

    @Test
    void heapIsCollectedAfterItHasGrownBySixteenMebibytes() {
        mayEnd.release(3);
        heap.synced(report(true, 10));
        nanos += TimeUnit.SECONDS.toNanos(8);
        heap.check();
        assertThat(collections).hasSize(1);

        heapMebibytes = 36;
        heap.check();
        assertThat(collections).hasSize(1);
        heapMebibytes = 37;
        heap.check();
        assertThat(collections).hasSize(2);
    }

    @Test
    void largeHeapIsCollectedAfterItHasGrownByAHalf() {
        mayEnd.release(3);
        heapMebibytes = 100;
        heap.synced(report(true, 10));
        nanos += TimeUnit.SECONDS.toNanos(8);
        heap.check();
        heapMebibytes = 150;
        heap.check();
        assertThat(collections).hasSize(1);
        heapMebibytes = 151;
        heap.check();
        heap.check();
        assertThat(collections).hasSize(2);
    }

    @Test
    void heapIsNotCollectedBeforeTheFirstSync() {
        heapMebibytes = 1000;
        heap.check();
        assertThat(collections).isEmpty();
    }
}
