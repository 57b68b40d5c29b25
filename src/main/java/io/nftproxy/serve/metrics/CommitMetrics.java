package io.nftproxy.serve.metrics;

import io.micrometer.core.instrument.Counter;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.util.function.DoubleConsumer;

/** The metrics of nftproxy's own about syncs and transactions. */
final class CommitMetrics implements SyncListener {
    private final Meters meters;
    private final Counter servicesRendered;
    private final Counter transactions;
    private final Counter operations;
    private final Counter bytes;
    private final DoubleConsumer kernelTime;
    private final Counter repaired;
    private volatile double lastDuration;

    CommitMetrics(Meters meters) {
        this.meters = meters;
        for (String kind : new String[] {"full", "partial"}) {
            syncs(kind, "success");
            syncs(kind, "failure");
        }
        meters.gauge("nftproxy_last_sync_duration_seconds", () -> lastDuration);
        servicesRendered = meters.counter("nftproxy_services_rendered_total");
        transactions = meters.counter("nftproxy_transactions_total");
        operations = meters.counter("nftproxy_transaction_operations_total");
        bytes = meters.counter("nftproxy_transaction_bytes_total");
        kernelTime = meters.histogram("nftproxy_transaction_kernel_duration_seconds");
        repaired = meters.counter("nftproxy_foreign_changes_repaired_total");
    }

    private Counter syncs(String kind, String result) {
        return meters.counter("nftproxy_syncs_total", kind, result);
    }

    @Override
    public void synced(SyncReport report) {
        syncs(report.full() ? "full" : "partial", report.succeeded() ? "success" : "failure")
                .increment();
        lastDuration = report.durationNanos() / 1e9;
        servicesRendered.increment(report.servicesChanged());
        if (report.repaired()) {
            repaired.increment();
        }
        CommitReport commit = report.commit();
        if (report.succeeded() && !commit.equals(CommitReport.NOTHING)) {
            transactions.increment();
            operations.increment(commit.operations());
            bytes.increment(commit.bytes());
            kernelTime.accept(commit.kernelNanos() / 1e9);
        }
    }
}
