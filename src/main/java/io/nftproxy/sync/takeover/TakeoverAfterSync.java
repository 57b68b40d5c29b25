package io.nftproxy.sync.takeover;

import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.util.List;
import java.util.function.Supplier;

/**
 * Removes kube-proxy's leftovers outside of nftables, once, after the first successful sync. Runs
 * on a thread of its own: iptables-legacy may wait for a lock, and the kernel takes a while to
 * delete an interface with thousands of addresses.
 */
public final class TakeoverAfterSync implements SyncListener {
    private final List<Supplier<CleanupResult>> removals;
    private final TakeoverReport report;

    /** Owned by the sync thread. */
    private boolean started;

    /**
     * @param removals run in this order
     */
    public TakeoverAfterSync(List<Supplier<CleanupResult>> removals, TakeoverReport report) {
        this.removals = List.copyOf(removals);
        this.report = report;
    }

    @Override
    public void synced(SyncReport sync) {
        if (!started && sync.succeeded()) {
            started = true;
            Thread.ofPlatform().daemon().name("takeover").start(this::run);
        }
    }

    private void run() {
        for (Supplier<CleanupResult> removal : removals) {
            CleanupResult result = removal.get();
            result.removed().forEach(report::removed);
            result.problems().forEach(report::problem);
        }
    }
}
