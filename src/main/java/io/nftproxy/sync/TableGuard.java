package io.nftproxy.sync;

import io.nftproxy.core.diff.KernelTable;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detection of foreign changes of the table. A change is reported once until the table is read
 * again. Owned by the sync thread.
 */
final class TableGuard {
    private static final Logger LOG = LoggerFactory.getLogger(TableGuard.class);

    private final KernelTable kernel;
    private boolean awaitsReading;

    TableGuard(KernelTable kernel) {
        this.kernel = kernel;
    }

    /** Returns whether another process has modified the table, and logs it. */
    boolean notices() {
        Optional<String> change = awaitsReading ? Optional.empty() : kernel.foreignChange();
        change.ifPresent(
                what ->
                        LOG.warn(
                                "Table {} was modified by another process: {}; restoring it",
                                kernel.table(),
                                what));
        awaitsReading |= change.isPresent();
        return change.isPresent();
    }

    /** Reports the next change again. */
    void tableWasRead() {
        awaitsReading = false;
    }
}
