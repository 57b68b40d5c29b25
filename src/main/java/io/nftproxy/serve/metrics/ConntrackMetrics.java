package io.nftproxy.serve.metrics;

import io.nftproxy.core.model.IpFamily;
import java.util.Set;
import java.util.function.DoubleConsumer;

/** The metrics of removing stale UDP flows. */
public final class ConntrackMetrics {
    private final Meters meters;

    ConntrackMetrics(Meters meters, Set<IpFamily> families) {
        this.meters = meters;
        for (IpFamily family : families) {
            duration(family);
            deleted(family, 0);
        }
    }

    private DoubleConsumer duration(IpFamily family) {
        return meters.histogram(
                "kubeproxy_conntrack_reconciler_sync_duration_seconds",
                "[ALPHA] Duration of searches for stale flows",
                Buckets.SYNC_SECONDS,
                "ip_family",
                family.kubernetesName());
    }

    private void deleted(IpFamily family, int flows) {
        meters.counter(
                        "kubeproxy_conntrack_reconciler_deleted_entries_total",
                        "[ALPHA] Stale flows deleted",
                        "ip_family",
                        family.kubernetesName())
                .increment(flows);
    }

    /** Counts one search through the flows of a family. From any thread. */
    public void reconciled(IpFamily family, long durationNanos, int deletedFlows) {
        duration(family).accept(durationNanos / 1e9);
        deleted(family, deletedFlows);
    }
}
