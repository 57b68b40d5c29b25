package io.nftproxy.serve.metrics;

import io.micrometer.core.instrument.Counter;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import io.prometheus.metrics.core.metrics.Histogram;

/** What the transactions cost, and how often somebody else touched the table. */
final class CommitMetrics implements SyncListener {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Meters meters;
    private final Counter servicesRendered;
    private final Counter transactions;
    private final Counter operations;
    private final Counter bytes;
    private final Histogram kernelTime;
    private final Counter repaired;
    private volatile double lastDuration;

    CommitMetrics(Meters meters) {
        this.meters = meters;
        for (String kind : new String[] {"full", "partial"}) {
            syncs(kind, "success");
            syncs(kind, "failure");
        }
        meters.gauge(
                "nftproxy_last_sync_duration_seconds",
                "How long the last sync took, from taking the changes to the kernel's answer",
                () -> lastDuration);
        servicesRendered =
                meters.counter("nftproxy_services_rendered_total", "Services rendered anew");
        transactions =
                meters.counter(
                        "nftproxy_transactions_total",
                        "Transactions the kernel committed; a sync with nothing to do sends none");
        operations =
                meters.counter(
                        "nftproxy_transaction_operations_total",
                        "Objects added, changed and deleted by transactions, elements one by one");
        bytes =
                meters.counter(
                        "nftproxy_transaction_bytes_total",
                        "Size of the transactions as sent to the kernel");
        kernelTime =
                meters.histogram(
                        "nftproxy_transaction_kernel_duration_seconds",
                        "Time from sending a transaction to the kernel's answer",
                        Buckets.COMMIT_SECONDS);
        repaired =
                meters.counter(
                        "nftproxy_foreign_changes_repaired_total",
                        "Times that the table had been changed by somebody else and was put right");
    }

    private Counter syncs(String kind, String result) {
        return meters.counter(
                "nftproxy_syncs_total",
                "Syncs, by what they compared with and how they ended",
                "kind",
                kind,
                "result",
                result);
    }

    @Override
    public void synced(SyncReport report) {
        syncs(report.full() ? "full" : "partial", report.succeeded() ? "success" : "failure")
                .increment();
        lastDuration = report.durationNanos() / NANOS_PER_SECOND;
        servicesRendered.increment(report.servicesChanged());
        if (report.repaired()) {
            repaired.increment();
        }
        CommitReport commit = report.commit();
        if (report.succeeded() && !commit.equals(CommitReport.NOTHING)) {
            transactions.increment();
            operations.increment(commit.operations());
            bytes.increment(commit.bytes());
            kernelTime.observe(commit.kernelNanos() / NANOS_PER_SECOND);
        }
    }
}
