package io.nftproxy.metrics;

import io.nftproxy.inbox.ChangeInbox.Backlog;
import io.nftproxy.model.IpFamily;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

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

    private final Set<IpFamily> families;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Histogram duration;
    private final Histogram fullDuration;
    private final Histogram partialDuration;
    private final Histogram networkProgramming;
    private final Gauge lastSuccess;
    private final Gauge noLocalEndpoints;
    private final Counter failures;

    SyncMetrics(
            MetricRegistry registry,
            Set<IpFamily> families,
            Supplier<Backlog> backlog,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.families = EnumSet.copyOf(families);
        this.clock = clock;
        this.nanoTime = nanoTime;
        duration =
                perFamily(
                        registry,
                        "sync_proxy_rules_duration_seconds",
                        "How long syncs took, failed ones too",
                        Buckets.SYNC_SECONDS);
        fullDuration =
                perFamily(
                        registry,
                        "sync_full_proxy_rules_duration_seconds",
                        "How long syncs took that compared with the whole table in the kernel",
                        Buckets.SYNC_SECONDS);
        partialDuration =
                perFamily(
                        registry,
                        "sync_partial_proxy_rules_duration_seconds",
                        "How long syncs took that looked at what had changed only",
                        Buckets.SYNC_SECONDS);
        networkProgramming =
                perFamily(
                        registry,
                        "network_programming_duration_seconds",
                        "From the change of a Service or Pod, as its EndpointSlice tells it, until"
                                + " it was in the kernel",
                        Buckets.NETWORK_PROGRAMMING_SECONDS);
        lastSuccess =
                registry.gauge(
                        "kubeproxy_sync_proxy_rules_last_timestamp_seconds",
                        "[ALPHA] When a sync last succeeded, Unix time",
                        "ip_family");
        noLocalEndpoints =
                registry.gauge(
                        "kubeproxy_sync_proxy_rules_no_local_endpoints_total",
                        "[ALPHA] Service ports with a Local traffic policy that have endpoints,"
                                + " but none on this node",
                        "ip_family",
                        "traffic_policy");
        failures =
                registry.counter(
                        "kubeproxy_sync_proxy_rules_nftables_sync_failures_total",
                        "[ALPHA] Syncs that failed",
                        "ip_family");
        Counter cleanupFailures =
                registry.counter(
                        "kubeproxy_sync_proxy_rules_nftables_cleanup_failures_total",
                        "[ALPHA] Failed removals of stale chains; always 0, as they leave in the"
                                + " same transaction",
                        "ip_family");
        for (IpFamily family : this.families) {
            failures.add(0, family.kubernetesName());
            cleanupFailures.add(0, family.kubernetesName());
        }
        registerBacklog(registry, backlog);
    }

    private Histogram perFamily(
            MetricRegistry registry, String name, String help, List<Double> buckets) {
        Histogram histogram =
                registry.histogram("kubeproxy_" + name, "[ALPHA] " + help, buckets, "ip_family");
        families.forEach(family -> histogram.distribution(family.kubernetesName()));
        return histogram;
    }

    private void registerBacklog(MetricRegistry registry, Supplier<Backlog> backlog) {
        registry.gauge(
                        "kubeproxy_sync_proxy_rules_endpoint_changes_pending",
                        "[ALPHA] EndpointSlices with changes that no sync has taken yet")
                .read(() -> backlog.get().slicesPending());
        registry.counter(
                        "kubeproxy_sync_proxy_rules_endpoint_changes_total",
                        "[ALPHA] Changes of EndpointSlices received")
                .read(() -> backlog.get().sliceEvents());
        registry.gauge(
                        "kubeproxy_sync_proxy_rules_service_changes_pending",
                        "[ALPHA] Services with changes that no sync has taken yet")
                .read(() -> backlog.get().servicesPending());
        registry.counter(
                        "kubeproxy_sync_proxy_rules_service_changes_total",
                        "[ALPHA] Changes of Services received")
                .read(() -> backlog.get().serviceEvents());
        Gauge lastQueued =
                registry.gauge(
                        "kubeproxy_sync_proxy_rules_last_queued_timestamp_seconds",
                        "[ALPHA] When a change was last queued for a sync, Unix time",
                        "ip_family");
        families.forEach(
                family ->
                        lastQueued.read(
                                () -> unixTime(backlog.get().lastEventNanos()),
                                family.kubernetesName()));
    }

    private double unixTime(long eventNanos) {
        if (eventNanos == 0) {
            return Double.NaN;
        }
        double ageSeconds = (nanoTime.getAsLong() - eventNanos) / NANOS_PER_SECOND;
        return clock.millis() / 1e3 - ageSeconds;
    }

    @Override
    public void synced(SyncReport report) {
        double seconds = report.durationNanos() / NANOS_PER_SECOND;
        for (IpFamily family : families) {
            String name = family.kubernetesName();
            duration.observe(seconds, name);
            (report.full() ? fullDuration : partialDuration).observe(seconds, name);
            if (report.succeeded()) {
                lastSuccess.set(clock.millis() / 1e3, name);
                noLocal(family, "internal", report.noLocalInternal());
                noLocal(family, "external", report.noLocalExternal());
            } else {
                failures.add(1, name);
            }
        }
        report.triggerDelaysNanos().forEach(this::programmed);
    }

    private void noLocal(IpFamily family, String policy, Map<IpFamily, Integer> counts) {
        noLocalEndpoints.set(counts.getOrDefault(family, 0), family.kubernetesName(), policy);
    }

    private void programmed(IpFamily family, List<Long> delaysNanos) {
        for (long delay : delaysNanos) {
            networkProgramming.observe(delay / NANOS_PER_SECOND, family.kubernetesName());
        }
    }
}
