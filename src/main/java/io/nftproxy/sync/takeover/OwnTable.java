package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.sync.LoopClock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Our table {@code inet kube-proxy}, seen by a process that is not the proxy. */
final class OwnTable {
    /** A proxy that runs restores its table within two seconds. */
    private static final int LOOKS = 30;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ForeignTables tables;
    private final KernelTable kernel;
    private final LoopClock clock;

    OwnTable(ForeignTables tables, KernelTable kernel, LoopClock clock) {
        this.tables = tables;
        this.kernel = kernel;
        this.clock = clock;
    }

    boolean exists() throws KernelFailure {
        return tables.tables().contains(kernel.table());
    }

    /** Returns the families of the Services that the table sends to endpoints. */
    Set<IpFamily> families() throws KernelFailure {
        Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            if (tables.hasElements(kernel.table(), "service-ips" + family.suffix())) {
                families.add(family);
            }
        }
        return families;
    }

    /** Deletes the table; false if there is none. */
    boolean delete() throws KernelFailure {
        if (!exists()) {
            return false;
        }
        kernel.commit(new Transaction(List.of(new Operation.DeleteTable(kernel.table()))));
        return true;
    }

    /**
     * Watches whether the table comes back after {@link #delete}, for three seconds.
     *
     * @return the problem that it did, if it did
     */
    List<String> watch() throws KernelFailure {
        for (int i = 0; i < LOOKS; i++) {
            pause(clock, LOOK_NANOS);
            if (exists()) {
                return List.of(
                        ("table %s is back: nftproxy runs on this node and restores it; stop it"
                                        + " first, then run this again")
                                .formatted(kernel.table()));
            }
        }
        return List.of();
    }

    /** Waits; an interruption ends the wait, and is for the caller's caller to see. */
    static void pause(LoopClock clock, long nanos) {
        try {
            clock.sleep(nanos, () -> false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "table " + kernel.table();
    }
}
