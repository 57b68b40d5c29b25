package io.nftproxy.serve.metrics;

import io.micrometer.core.instrument.Counter;
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
            deleted(family);
        }
    }

    private DoubleConsumer duration(IpFamily family) {
        return meters.histogram(
                "kubeproxy_conntrack_reconciler_sync_duration_seconds", family.kubernetesName());
    }

    private Counter deleted(IpFamily family) {
        return meters.counter(
                "kubeproxy_conntrack_reconciler_deleted_entries_total", family.kubernetesName());
    }

    /** Counts one search through the flows of a family. From any thread. */
    public void reconciled(IpFamily family, long durationNanos, int deletedFlows) {
        duration(family).accept(durationNanos / 1e9);
        deleted(family).increment(deletedFlows);
    }
}
