package io.nftproxy.serve.metrics;

import io.micrometer.core.instrument.Counter;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/**
 * kube-proxy's metrics of syncs.
 *
 * <p>kube-proxy syncs each family by itself; nftproxy syncs both at once. A metric of a sync is
 * recorded under each proxied family, so that dashboards that select one family stay right; a sum
 * over families counts each sync twice. A metric of an EndpointSlice or service port is recorded
 * under its own family.
 */
final class SyncMetrics implements SyncListener {
    private final Meters meters;
    private final Set<IpFamily> families;
    private final InstantSource clock;

    // As of the last success. Written by the sync thread.
    private volatile Map<IpFamily, Integer> noLocalInternal = Map.of();
    private volatile Map<IpFamily, Integer> noLocalExternal = Map.of();

    /** Unix time in seconds; 0 before the first success. Written by the sync thread. */
    private volatile double lastSuccess;

    SyncMetrics(Meters meters, Set<IpFamily> families, InstantSource clock) {
        this.meters = meters;
        this.families = EnumSet.copyOf(families);
        this.clock = clock;
        for (IpFamily family : this.families) {
            syncDuration("", family);
            syncDuration("full_", family);
            syncDuration("partial_", family);
            networkProgramming(family);
            failures(family, "sync");
            failures(family, "cleanup");
            noLocal(family, "internal", () -> noLocalInternal);
            noLocal(family, "external", () -> noLocalExternal);
        }
    }

    private DoubleConsumer syncDuration(String kind, IpFamily family) {
        String name = "kubeproxy_sync_" + kind + "proxy_rules_duration_seconds";
        return meters.histogram(name, family.kubernetesName());
    }

    private DoubleConsumer networkProgramming(IpFamily family) {
        return meters.histogram(
                "kubeproxy_network_programming_duration_seconds", family.kubernetesName());
    }

    private Counter failures(IpFamily family, String kind) {
        String name = "kubeproxy_sync_proxy_rules_nftables_" + kind + "_failures_total";
        return meters.counter(name, family.kubernetesName());
    }

    private void noLocal(IpFamily family, String policy, Supplier<Map<IpFamily, Integer>> counts) {
        meters.gauge(
                "kubeproxy_sync_proxy_rules_no_local_endpoints_total",
                () -> counts.get().getOrDefault(family, 0),
                family.kubernetesName(),
                policy);
    }

    @Override
    public void synced(SyncReport report) {
        double seconds = report.durationNanos() / 1e9;
        for (IpFamily family : families) {
            syncDuration("", family).accept(seconds);
            syncDuration(report.full() ? "full_" : "partial_", family).accept(seconds);
        }
        if (report.succeeded()) {
            succeeded(report);
        } else {
            families.forEach(family -> failures(family, "sync").increment());
        }
        report.triggerDelaysNanos().forEach(this::programmed);
    }

    private void succeeded(SyncReport report) {
        boolean first = lastSuccess == 0;
        lastSuccess = clock.millis() / 1e3;
        noLocalInternal = report.noLocalInternal();
        noLocalExternal = report.noLocalExternal();
        if (first) {
            families.forEach(this::registerLastSuccess);
        }
    }

    /** Adds the gauge at the first success, as kube-proxy does: 1970 would set off alerts. */
    private void registerLastSuccess(IpFamily family) {
        meters.gauge(
                "kubeproxy_sync_proxy_rules_last_timestamp_seconds",
                () -> lastSuccess,
                family.kubernetesName());
    }

    private void programmed(IpFamily family, List<Long> delaysNanos) {
        for (long delay : delaysNanos) {
            networkProgramming(family).accept(delay / 1e9);
        }
    }
}
