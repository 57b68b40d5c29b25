package io.nftproxy.sync;

import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.diff.KernelTable;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detection of foreign changes of the table. A change is reported once until the table is read
 * again. Changes and doubts each have a line in ten seconds at most, as another process may commit
 * without a pause. Owned by the sync thread.
 */
final class TableGuard {
    private static final Logger LOG = LoggerFactory.getLogger(TableGuard.class);
    private static final long LOG_INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final KernelTable kernel;
    private final LoopClock clock;
    private final Lines changes;
    private final Lines doubts;
    private boolean awaitsReading;
    private boolean silent;

    TableGuard(KernelTable kernel, LoopClock clock) {
        this.kernel = kernel;
        this.clock = clock;
        this.changes = new Lines(clock.nanoTime());
        this.doubts = new Lines(clock.nanoTime());
    }

    /** Returns whether another process has modified the table, or may have, and logs it. */
    boolean notices() {
        Optional<ForeignChange> change = awaitsReading ? Optional.empty() : kernel.foreignChange();
        change.ifPresent(this::log);
        awaitsReading |= change.isPresent();
        return change.isPresent();
    }

    private void log(ForeignChange change) {
        String line =
                change.certain()
                        ? "Table %s was modified by another process: %s; restoring it"
                        : "Table %s may have been modified by another process: %s; comparing it";
        Lines lines = change.certain() ? changes : doubts;
        silent = !lines.warn(line.formatted(kernel.table(), change.text()), clock.nanoTime());
    }

    /** Logs that a sync was not committed because of a foreign change, and reports it again. */
    void postponed(String reason) {
        silent = !doubts.warn("Sync postponed: " + reason, clock.nanoTime());
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

    /** Warnings of one kind. */
    private static final class Lines {
        private long loggedAt;
        private int leftOut;

        Lines(long now) {
            loggedAt = now - LOG_INTERVAL;
        }

        /** Logs a warning, unless the last one was logged a moment ago; returns whether it did. */
        boolean warn(String line, long now) {
            if (now - loggedAt < LOG_INTERVAL) {
                leftOut++;
                LOG.debug("{}", line);
                return false;
            }
            LOG.warn("{}{}", line, leftOut == 0 ? "" : " (" + leftOut + " such lines left out)");
            loggedAt = now;
            leftOut = 0;
            return true;
        }
    }
}
