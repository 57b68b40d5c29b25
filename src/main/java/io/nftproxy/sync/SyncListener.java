package io.nftproxy.sync;

/** Told of every sync, on the writer thread: must be quick and must not throw. */
@FunctionalInterface
public interface SyncListener {
    void synced(SyncReport report);
}
