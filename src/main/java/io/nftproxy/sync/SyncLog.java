package io.nftproxy.sync;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs what each sync did and cost; a failed one is logged where it fails. */
final class SyncLog {
    private static final Logger LOG = LoggerFactory.getLogger(SyncLog.class);

    private SyncLog() {}

    /**
     * Logs a sync that succeeded.
     *
     * @param silent whether the reason of a full sync was left out of the log
     */
    static void write(SyncReport report, boolean silent) {
        if (!report.succeeded()) {
            return;
        }
        LOG.atLevel(report.full() && !silent ? Level.INFO : Level.DEBUG)
                .log(
                        "Synced {}: services={} operations={} bytes={} kernelMicros={} micros={}",
                        report.full() ? "all" : "changes",
                        report.servicesChanged(),
                        report.commit().operations(),
                        report.commit().bytes(),
                        report.commit().kernelNanos() / 1000,
                        report.durationNanos() / 1000);
    }
}
