package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.render.StandardSet;
import io.nftproxy.sync.LoopClock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The table of nftproxy, {@code inet kube-proxy}, for a process that is not the proxy. */
final class OwnTable {
    /** Three seconds: a running nftproxy restores its table within two. */
    private static final int POLLS = 30;

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ForeignTables tables;
    private final KernelTable kernel;
    private final LoopClock clock;

    OwnTable(ForeignTables tables, KernelTable kernel, LoopClock clock) {
        this.tables = tables;
        this.kernel = kernel;
        this.clock = clock;
    }

    /** Returns the families of the Services that the table sends to endpoints. */
    Set<IpFamily> families() throws KernelFailure {
        Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            if (tables.hasElements(kernel.table(), StandardSet.SERVICE_IPS.nameOf(family))) {
                families.add(family);
            }
        }
        return families;
    }

    /**
     * Deletes the table if it exists, and reports as a problem if a running nftproxy restores it.
     */
    CleanupResult delete() {
        try {
            if (!exists()) {
                return CleanupResult.NOTHING;
            }
            kernel.commit(new Transaction(List.of(new Operation.DeleteTable(kernel.table()))));
            CleanupResult deleted = CleanupResult.removed(toString());
            return isRestored() ? deleted.and(restored()) : deleted;
        } catch (KernelFailure e) {
            return CleanupResult.problem("Cannot remove %s: %s".formatted(this, e.getMessage()));
        }
    }

    private boolean exists() throws KernelFailure {
        return tables.tables().contains(kernel.table());
    }

    private boolean isRestored() throws KernelFailure {
        boolean exists = false;
        for (int i = 0; i < POLLS && !exists; i++) {
            pause(clock, POLL_NANOS);
            exists = exists();
        }
        return exists;
    }

    private CleanupResult restored() {
        return CleanupResult.problem(
                ("Removed %s, but it was restored: nftproxy is running on this node; stop it, then"
                                + " run this again")
                        .formatted(this));
    }

    /** Sleeps; an interrupt ends the sleep and stays set. */
    static void pause(LoopClock clock, long nanos) {
        try {
            clock.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "table " + kernel.table();
    }
}
