package io.nftproxy.sync;

/** Told of every sync, on the writer thread: must be quick and must not throw. */
public interface SyncListener {
    /**
     * A sync begins.
     *
     * @param sinceNanos {@link System#nanoTime} since when the oldest of its changes waits; now, if
     *     it has none
     */
    default void syncStarted(long sinceNanos) {}

    /** A sync is over, well or not. */
    void synced(SyncReport report);
}
