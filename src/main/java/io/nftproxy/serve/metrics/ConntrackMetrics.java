package io.nftproxy.serve.metrics;

import io.nftproxy.core.model.IpFamily;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Set;

/** The removal of stale UDP flows. */
public final class ConntrackMetrics {
    private final Meters meters;
    private final Histogram duration;

    ConntrackMetrics(Meters meters, Set<IpFamily> families) {
        this.meters = meters;
        duration =
                meters.histogram(
                        "kubeproxy_conntrack_reconciler_sync_duration_seconds",
                        "[ALPHA] How long looking for stale flows took",
                        Buckets.SYNC_SECONDS,
                        "ip_family");
        for (IpFamily family : families) {
            duration.initLabelValues(family.kubernetesName());
            deleted(family, 0);
        }
    }

    private void deleted(IpFamily family, int flows) {
        meters.counter(
                        "kubeproxy_conntrack_reconciler_deleted_entries_total",
                        "[ALPHA] Stale flows deleted",
                        "ip_family",
                        family.kubernetesName())
                .increment(flows);
    }

    /** The flows of one family were looked through once. From any thread. */
    public void reconciled(IpFamily family, long durationNanos, int deletedFlows) {
        duration.labelValues(family.kubernetesName()).observe(durationNanos / 1e9);
        deleted(family, deletedFlows);
    }
}
