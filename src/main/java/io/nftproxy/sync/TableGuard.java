package io.nftproxy.sync;

import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.diff.KernelTable;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detection of foreign changes of the table. A change is reported once until the table is read
 * again. The log has a line in ten seconds at most, as another process may commit without a pause.
 * Owned by the sync thread.
 */
final class TableGuard {
    private static final Logger LOG = LoggerFactory.getLogger(TableGuard.class);
    private static final long LOG_INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final KernelTable kernel;
    private final LoopClock clock;
    private boolean awaitsReading;
    private boolean silent;
    private long loggedAt;
    private int leftOut;

    TableGuard(KernelTable kernel, LoopClock clock) {
        this.kernel = kernel;
        this.clock = clock;
        this.loggedAt = clock.nanoTime() - LOG_INTERVAL;
    }

    /** Returns whether another process has modified the table, or may have, and logs it. */
    boolean notices() {
        Optional<ForeignChange> change = awaitsReading ? Optional.empty() : kernel.foreignChange();
        change.map(this::line).ifPresent(this::warn);
        awaitsReading |= change.isPresent();
        return change.isPresent();
    }

    private String line(ForeignChange change) {
        String line =
                change.certain()
                        ? "Table %s was modified by another process: %s; restoring it"
                        : "Table %s may have been modified by another process: %s; comparing it";
        return line.formatted(kernel.table(), change.text());
    }

    /** Logs that a sync was not committed because of a foreign change. */
    void postponed(String reason) {
        warn("Sync postponed: " + reason);
        awaitsReading = false;
    }

    /** Reports the next change again. */
    void tableWasRead() {
        awaitsReading = false;
        silent = false;
    }

    /** Returns whether the last change was left out of the log, and its repair should be. */
    boolean isSilent() {
        return silent;
    }

    private void warn(String line) {
        long now = clock.nanoTime();
        silent = now - loggedAt < LOG_INTERVAL;
        if (silent) {
            leftOut++;
            LOG.debug("{}", line);
            return;
        }
        LOG.warn("{}{}", line, leftOut == 0 ? "" : " (" + leftOut + " such lines left out)");
        loggedAt = now;
        leftOut = 0;
    }
}
