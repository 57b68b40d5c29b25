package io.nftproxy.metrics;

import io.nftproxy.diff.CommitReport;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;

/** What the transactions cost, and how often somebody else touched the table. */
final class CommitMetrics implements SyncListener {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Counter syncs;
    private final Gauge lastDuration;
    private final Counter servicesRendered;
    private final Counter transactions;
    private final Counter operations;
    private final Counter bytes;
    private final Histogram kernelTime;
    private final Counter repaired;

    CommitMetrics(MetricRegistry registry) {
        syncs =
                registry.counter(
                        "nftproxy_syncs_total",
                        "Syncs, by what they compared with and how they ended",
                        "kind",
                        "result");
        lastDuration =
                registry.gauge(
                        "nftproxy_last_sync_duration_seconds",
                        "How long the last sync took, from taking the changes to the kernel's"
                                + " answer");
        servicesRendered =
                registry.counter("nftproxy_services_rendered_total", "Services rendered anew");
        transactions =
                registry.counter(
                        "nftproxy_transactions_total",
                        "Transactions the kernel committed; a sync with nothing to do sends none");
        operations =
                registry.counter(
                        "nftproxy_transaction_operations_total",
                        "Objects added, changed and deleted by transactions, elements one by one");
        bytes =
                registry.counter(
                        "nftproxy_transaction_bytes_total",
                        "Size of the transactions as sent to the kernel");
        kernelTime =
                registry.histogram(
                        "nftproxy_transaction_kernel_duration_seconds",
                        "Time from sending a transaction to the kernel's answer",
                        Buckets.COMMIT_SECONDS);
        repaired =
                registry.counter(
                        "nftproxy_foreign_changes_repaired_total",
                        "Times that the table had been changed by somebody else and was put right");
        start();
    }

    private void start() {
        for (String kind : new String[] {"full", "partial"}) {
            syncs.add(0, kind, "success");
            syncs.add(0, kind, "failure");
        }
        servicesRendered.add(0);
        transactions.add(0);
        operations.add(0);
        bytes.add(0);
        kernelTime.distribution();
        repaired.add(0);
    }

    @Override
    public void synced(SyncReport report) {
        syncs.add(
                1, report.full() ? "full" : "partial", report.succeeded() ? "success" : "failure");
        lastDuration.set(report.durationNanos() / NANOS_PER_SECOND);
        servicesRendered.add(report.servicesChanged());
        if (report.repaired()) {
            repaired.add(1);
        }
        CommitReport commit = report.commit();
        if (report.succeeded() && !commit.equals(CommitReport.NOTHING)) {
            transactions.add(1);
            operations.add(commit.operations());
            bytes.add(commit.bytes());
            kernelTime.observe(commit.kernelNanos() / NANOS_PER_SECOND);
        }
    }
}
