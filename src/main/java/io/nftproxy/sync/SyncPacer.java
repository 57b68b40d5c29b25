package io.nftproxy.sync;

import io.nftproxy.core.pacing.Backoff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time at which the next sync may start.
 *
 * <p>The first change is synced at once. A pause follows, in which more changes gather: the
 * operator's {@code minSyncPeriod} if set. Else each sync is followed by pauses of three times its
 * processor time, so that syncing takes a quarter of one core in the long run. Waits for a
 * processor or for the kernel's lock do not count: on a node without idle processors they are long.
 * The pauses are spread over the next syncs: each is followed by an eighth of the pauses that are
 * left. After a failure the pause doubles each time.
 *
 * <p>A table that another process modified waits for neither {@code minSyncPeriod} nor a retry, but
 * for all pauses of a full sync, as it takes another one. If two processes keep restoring the table
 * in turns, each of them ends up doing so once a second.
 *
 * <p>Owned by the sync thread; all times are {@link System#nanoTime}.
 */
final class SyncPacer {
    private static final int PAUSE_PER_SYNC = 3;
    private static final int SPREAD = 8;
    private static final long PAUSE_MAX = Duration.ofSeconds(1).toNanos();
    private static final Backoff REPAIR_PAUSE =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    /** Repairs that are further apart are not a series. */
    private static final long REPAIRS_APART = Duration.ofSeconds(10).toNanos();

    private static final Duration RETRY_FIRST = Duration.ofMillis(100);

    private final @Nullable Duration minSyncPeriod;
    private final Backoff retry;
    private long notBefore;
    private int failures;

    /** Pauses that are left, in nanoseconds, at the end of the last sync. */
    private long owed;

    private long owedAt;
    private long urgentNotBefore;
    private long lastRepairAt;
    private int repairs;

    /**
     * @param minSyncPeriod null if the operator set none
     * @param syncPeriod a failed sync is retried at least this often
     * @param now the time at start
     */
    SyncPacer(@Nullable Duration minSyncPeriod, Duration syncPeriod, long now) {
        this.minSyncPeriod = minSyncPeriod;
        this.retry = new Backoff(RETRY_FIRST, syncPeriod);
        this.notBefore = now;
        this.owedAt = now;
        this.urgentNotBefore = now;
        this.lastRepairAt = now - REPAIRS_APART;
    }

    /**
     * Records the end of a sync.
     *
     * @param processorNanos the processor time that the sync took
     */
    void finished(long startedAt, long endedAt, long processorNanos, SyncReport report) {
        failures = report.succeeded() ? 0 : failures + 1;
        long pauses = PAUSE_PER_SYNC * processorNanos;
        long spread = spread(pauses, startedAt, endedAt);
        long beforeFull = report.full() ? Math.min(pauses, PAUSE_MAX) : spread;
        long byCost = report.succeeded() ? spread : beforeFull;
        long pause = minSyncPeriod != null ? minSyncPeriod.toNanos() : byCost;
        notBefore = endedAt + Math.max(pause, retry.after(failures).toNanos());
        urgentNotBefore = endedAt + beforeFull;
        if (report.repaired()) {
            slowDown(endedAt);
        }
    }

    /** Returns the part of all pauses that are left which follows now. */
    private long spread(long pauses, long startedAt, long endedAt) {
        long left = Math.max(0, owed - (startedAt - owedAt));
        owed = Math.min(left + pauses, SPREAD * PAUSE_MAX);
        owedAt = endedAt;
        return owed / SPREAD;
    }

    private void slowDown(long endedAt) {
        boolean first = endedAt - lastRepairAt >= REPAIRS_APART;
        repairs = first ? 0 : repairs + 1;
        long repairPause = REPAIR_PAUSE.after(repairs).toNanos();
        lastRepairAt = endedAt;
        notBefore = Math.max(notBefore, endedAt + repairPause);
        urgentNotBefore = Math.max(urgentNotBefore, endedAt + repairPause);
    }

    /** Makes the next sync a repair, which waits for its own pauses alone. */
    void hurry() {
        notBefore = urgentNotBefore;
    }

    /** Returns the time until the next sync may start; 0 or less if it may start now. */
    long nanosLeft(long now) {
        return notBefore - now;
    }
}
