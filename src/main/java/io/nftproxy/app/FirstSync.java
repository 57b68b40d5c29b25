package io.nftproxy.app;

import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;

/** Runs work that a first sync need not wait for, once, after it. Owned by the sync thread. */
final class FirstSync implements SyncListener {
    private final Runnable work;
    private boolean isOver;

    FirstSync(Runnable work) {
        this.work = work;
    }

    @Override
    public void synced(SyncReport report) {
        if (!isOver) {
            isOver = true;
            work.run();
        }
    }
}
