package io.nftproxy.sync;

import io.nftproxy.core.diff.KernelTable;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that another process modified the table: once for each time until the table is read
 * again. Owned by the sync thread.
 */
final class TableGuard {
    private static final Logger LOG = LoggerFactory.getLogger(TableGuard.class);

    private final KernelTable kernel;
    private boolean awaitsReading;

    TableGuard(KernelTable kernel) {
        this.kernel = kernel;
    }

    /** Whether there is a modification that was not noticed before; it is logged. */
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

    /** Whatever is modified from now on is news. */
    void tableWasRead() {
        awaitsReading = false;
    }
}
