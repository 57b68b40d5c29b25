package io.nftproxy.sync;

/** Receives the start and the result of every sync, on the sync thread. Must return quickly. */
public interface SyncListener {
    /**
     * A sync starts.
     *
     * @param sinceNanos {@link System#nanoTime} of its oldest pending change; now if it has none
     */
    default void syncStarted(long sinceNanos) {}

    /** A sync has succeeded or failed. */
    void synced(SyncReport report);
}
