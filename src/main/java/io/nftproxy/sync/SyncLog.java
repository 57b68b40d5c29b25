package io.nftproxy.sync;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes what each sync did and cost. One that failed is told of where it fails. */
final class SyncLog implements SyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(SyncLog.class);

    @Override
    public void synced(SyncReport report) {
        if (!report.succeeded()) {
            return;
        }
        LOG.atLevel(report.full() ? Level.INFO : Level.DEBUG)
                .log(
                        "synced {}: services={} operations={} bytes={} kernelMicros={} micros={}",
                        report.full() ? "all" : "changes",
                        report.servicesChanged(),
                        report.commit().operations(),
                        report.commit().bytes(),
                        report.commit().kernelNanos() / 1000,
                        report.durationNanos() / 1000);
    }
}
