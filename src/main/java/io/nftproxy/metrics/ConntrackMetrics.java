package io.nftproxy.metrics;

import io.nftproxy.model.IpFamily;
import java.util.Set;

/** The removal of stale UDP flows. */
public final class ConntrackMetrics {
    private final Histogram duration;
    private final Counter deleted;

    ConntrackMetrics(MetricRegistry registry, Set<IpFamily> families) {
        duration =
                registry.histogram(
                        "kubeproxy_conntrack_reconciler_sync_duration_seconds",
                        "[ALPHA] How long looking for stale flows took",
                        Buckets.SYNC_SECONDS,
                        "ip_family");
        deleted =
                registry.counter(
                        "kubeproxy_conntrack_reconciler_deleted_entries_total",
                        "[ALPHA] Stale flows deleted",
                        "ip_family");
        for (IpFamily family : families) {
            duration.distribution(family.kubernetesName());
            deleted.add(0, family.kubernetesName());
        }
    }

    /** The flows of one family were looked through once. From any thread. */
    public void reconciled(IpFamily family, long durationNanos, int deletedFlows) {
        duration.observe(durationNanos / 1e9, family.kubernetesName());
        deleted.add(deletedFlows, family.kubernetesName());
    }
}
