package io.nftproxy.serve.control;

import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last syncs, for people. Thread-safe: the sync thread writes, threads of requests read. */
public final class RecentSyncs implements SyncListener {
    private static final int KEPT = 32;

    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>(KEPT);
    private @Nullable Entry lastFull;
    private @Nullable Entry lastPartial;

    /**
     * A sync.
     *
     * @param full whether the kernel's table was read and compared as a whole
     * @param services the number of Services that were planned
     * @param failure null if it succeeded
     */
    public record Entry(
            Instant ended,
            boolean full,
            int services,
            int operations,
            long bytes,
            long kernelNanos,
            long nanos,
            @Nullable String failure) {}

    public RecentSyncs(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void synced(SyncReport report) {
        Entry entry =
                new Entry(
                        clock.instant(),
                        report.full(),
                        report.servicesChanged(),
                        report.commit().operations(),
                        report.commit().bytes(),
                        report.commit().kernelNanos(),
                        report.durationNanos(),
                        report.failure());
        if (entries.size() == KEPT) {
            entries.removeLast();
        }
        entries.addFirst(entry);
        if (report.succeeded() && report.full()) {
            lastFull = entry;
        } else if (report.succeeded()) {
            lastPartial = entry;
        }
    }

    /** Returns the last syncs, the newest first. */
    public synchronized List<Entry> all() {
        return List.copyOf(entries);
    }

    /** Returns the last successful full sync; null if there was none. */
    public synchronized @Nullable Entry lastFull() {
        return lastFull;
    }

    /** Returns the last successful partial sync; null if there was none. */
    public synchronized @Nullable Entry lastPartial() {
        return lastPartial;
    }
}
