package io.nftproxy.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the next sync may start.
 *
 * <p>The first change goes at once. Behind it comes a pause, in which further changes gather: the
 * operator's {@code minSyncPeriod} if one was set, else three times what the last sync took, so
 * that syncing never takes more than a quarter of one core. After a failure the pause doubles each
 * time.
 *
 * <p>Owned by the writer thread; all times are {@link System#nanoTime}.
 */
final class SyncPacer {
    private static final int PAUSE_PER_SYNC = 3;
    private static final long PAUSE_MAX = Duration.ofSeconds(1).toNanos();
    private static final long RETRY_FIRST = Duration.ofMillis(100).toNanos();

    private final @Nullable Duration minSyncPeriod;
    private final long retryMax;
    private long notBefore;
    private long retry;

    /**
     * @param minSyncPeriod null if the operator set none
     * @param syncPeriod a failed sync is retried at least this often
     * @param now the time at start
     */
    SyncPacer(@Nullable Duration minSyncPeriod, Duration syncPeriod, long now) {
        this.minSyncPeriod = minSyncPeriod;
        this.retryMax = syncPeriod.toNanos();
        this.notBefore = now;
    }

    /** A sync is over. */
    void finished(long startedAt, long endedAt, boolean succeeded) {
        retry = succeeded ? 0 : Math.min(Math.max(RETRY_FIRST, retry * 2), retryMax);
        long pause =
                minSyncPeriod != null
                        ? minSyncPeriod.toNanos()
                        : Math.min(PAUSE_PER_SYNC * (endedAt - startedAt), PAUSE_MAX);
        notBefore = endedAt + Math.max(pause, retry);
    }

    /** How long to wait from now until the next sync may start; 0 or less if it may. */
    long nanosLeft(long now) {
        return notBefore - now;
    }
}
