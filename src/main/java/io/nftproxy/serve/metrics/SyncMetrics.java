package io.nftproxy.serve.metrics;

import io.micrometer.core.instrument.Counter;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What kube-proxy tells about its syncs.
 *
 * <p>kube-proxy syncs each family by itself; here one sync does both. What is about a sync is
 * recorded once under each family that is proxied, so that dashboards which pick one family stay
 * right; adding up the families counts each sync twice. What is about a slice or a service port is
 * recorded under its own family.
 */
final class SyncMetrics implements SyncListener {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String FAMILY = "ip_family";

    private final Meters meters;
    private final Set<IpFamily> families;
    private final InstantSource clock;
    private final Histogram duration;
    private final Histogram fullDuration;
    private final Histogram partialDuration;
    private final Histogram networkProgramming;
    private final Map<IpFamily, Counter> failures = new EnumMap<>(IpFamily.class);
    private final Map<IpFamily, AtomicInteger> noLocalInternal = new EnumMap<>(IpFamily.class);
    private final Map<IpFamily, AtomicInteger> noLocalExternal = new EnumMap<>(IpFamily.class);

    /** Unix time in seconds; 0 before the first success. Written by the sync thread. */
    private volatile double lastSuccess;

    SyncMetrics(Meters meters, Set<IpFamily> families, InstantSource clock) {
        this.meters = meters;
        this.families = EnumSet.copyOf(families);
        this.clock = clock;
        duration = syncHistogram("", "How long syncs took, failed ones too");
        fullDuration =
                syncHistogram(
                        "full_",
                        "How long syncs took that compared with the whole table in the kernel");
        partialDuration =
                syncHistogram(
                        "partial_", "How long syncs took that looked at what had changed only");
        networkProgramming =
                meters.histogram(
                        "kubeproxy_network_programming_duration_seconds",
                        "[ALPHA] From the change of a Service or Pod, as its EndpointSlice tells"
                                + " it, until it was in the kernel",
                        Buckets.NETWORK_PROGRAMMING_SECONDS,
                        FAMILY);
        for (IpFamily family : this.families) {
            networkProgramming.initLabelValues(family.kubernetesName());
            failures.put(family, failureCounter(family, "sync", "Syncs that failed"));
            failureCounter(
                    family,
                    "cleanup",
                    "Failed removals of stale chains; always 0, as they leave in the same"
                            + " transaction");
            noLocalInternal.put(family, noLocalGauge(family, "internal"));
            noLocalExternal.put(family, noLocalGauge(family, "external"));
        }
    }

    private Histogram syncHistogram(String kind, String help) {
        Histogram histogram =
                meters.histogram(
                        "kubeproxy_sync_" + kind + "proxy_rules_duration_seconds",
                        "[ALPHA] " + help,
                        Buckets.SYNC_SECONDS,
                        FAMILY);
        families.forEach(family -> histogram.initLabelValues(family.kubernetesName()));
        return histogram;
    }

    private Counter failureCounter(IpFamily family, String kind, String help) {
        return meters.counter(
                "kubeproxy_sync_proxy_rules_nftables_" + kind + "_failures_total",
                "[ALPHA] " + help,
                FAMILY,
                family.kubernetesName());
    }

    private AtomicInteger noLocalGauge(IpFamily family, String policy) {
        AtomicInteger count = new AtomicInteger();
        meters.gauge(
                "kubeproxy_sync_proxy_rules_no_local_endpoints_total",
                "[ALPHA] Service ports with a Local traffic policy that have endpoints, but none on"
                        + " this node",
                count::get,
                FAMILY,
                family.kubernetesName(),
                "traffic_policy",
                policy);
        return count;
    }

    @Override
    public void synced(SyncReport report) {
        double seconds = report.durationNanos() / NANOS_PER_SECOND;
        for (IpFamily family : families) {
            String name = family.kubernetesName();
            duration.labelValues(name).observe(seconds);
            (report.full() ? fullDuration : partialDuration).labelValues(name).observe(seconds);
        }
        if (report.succeeded()) {
            succeeded(report);
        } else {
            failures.values().forEach(Counter::increment);
        }
        report.triggerDelaysNanos().forEach(this::programmed);
    }

    private void succeeded(SyncReport report) {
        boolean first = lastSuccess == 0;
        lastSuccess = clock.millis() / 1e3;
        noLocalInternal.forEach(
                (family, count) -> count.set(report.noLocalInternal().getOrDefault(family, 0)));
        noLocalExternal.forEach(
                (family, count) -> count.set(report.noLocalExternal().getOrDefault(family, 0)));
        if (first) {
            families.forEach(this::registerLastSuccess);
        }
    }

    /** Not there before the first success, as in kube-proxy: 1970 would set off alerts. */
    private void registerLastSuccess(IpFamily family) {
        meters.gauge(
                "kubeproxy_sync_proxy_rules_last_timestamp_seconds",
                "[ALPHA] When a sync last succeeded, Unix time",
                () -> lastSuccess,
                FAMILY,
                family.kubernetesName());
    }

    private void programmed(IpFamily family, List<Long> delaysNanos) {
        for (long delay : delaysNanos) {
            networkProgramming
                    .labelValues(family.kubernetesName())
                    .observe(delay / NANOS_PER_SECOND);
        }
    }
}
