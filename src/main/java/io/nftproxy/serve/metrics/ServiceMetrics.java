package io.nftproxy.serve.metrics;

import io.micrometer.core.instrument.Counter;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.plan.Frontend;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.sync.Commit;
import io.nftproxy.sync.CommitFollower;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * New connections by Service port. All are counted, and the page has those Service ports with the
 * most of them, so that its size is bounded.
 *
 * <p>The sync thread brings the addresses of Services, another thread the connections, and the
 * threads of requests read.
 */
public final class ServiceMetrics implements CommitFollower {
    private final int shown;
    private final Counter lost;
    private final Map<FrontendKey, ServicePortName> owners = new ConcurrentHashMap<>();
    private final Map<ServicePortName, LongAdder> counts = new ConcurrentHashMap<>();

    /** The keys of {@code owners} by Service. Owned by the sync thread. */
    private final Map<ObjectName, List<FrontendKey>> keys = new HashMap<>();

    /**
     * @param shown the number of Service ports on the page
     */
    ServiceMetrics(Meters meters, int shown) {
        this.shown = shown;
        meters.series("nftproxy_service_connections_total", this::samples);
        lost = meters.counter("nftproxy_service_connection_events_lost_total");
    }

    @Override
    public void onCommitted(Commit commit) {
        // Removes all first: an address may go from one of these Services to another.
        Set<ServicePortName> gone = new HashSet<>();
        for (ServicePlan plan : commit.plans()) {
            List<FrontendKey> before = keys.remove(plan.service());
            for (FrontendKey key : before == null ? List.<FrontendKey>of() : before) {
                ServicePortName owner = owners.remove(key);
                if (owner != null) {
                    gone.add(owner);
                }
            }
        }
        for (ServicePlan plan : commit.plans()) {
            List<FrontendKey> added = new ArrayList<>();
            for (PortPlan port : plan.ports()) {
                for (Frontend frontend : port.frontends()) {
                    owners.put(frontend.key(), port.name());
                    added.add(frontend.key());
                    gone.remove(port.name());
                }
            }
            if (!added.isEmpty()) {
                keys.put(plan.service(), added);
            }
        }
        gone.forEach(counts::remove);
    }

    /** Counts a new connection, if it goes through a Service. */
    public void connected(Flow flow) {
        for (FrontendKey key : flow.frontends()) {
            ServicePortName owner = owners.get(key);
            if (owner != null) {
                counts.computeIfAbsent(owner, _ -> new LongAdder()).increment();
                return;
            }
        }
    }

    /**
     * Counts events of new connections that the kernel dropped, because they were read too late.
     */
    public void lost(long events) {
        lost.increment((double) events);
    }

    /** Returns the counts to show, by the values of their labels, the highest first. */
    private Map<List<String>, Long> samples() {
        Map<ServicePortName, Long> now = new HashMap<>();
        counts.forEach((name, count) -> now.put(name, count.sum()));
        Map<List<String>, Long> samples = new LinkedHashMap<>();
        now.entrySet().stream()
                .sorted(
                        Map.Entry.<ServicePortName, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(one -> one.getKey().toString()))
                .limit(shown)
                .forEach(one -> samples.put(labels(one.getKey()), one.getValue()));
        return samples;
    }

    private static List<String> labels(ServicePortName name) {
        return List.of(
                name.service().namespace(),
                name.service().name(),
                name.port(),
                name.protocol().toString());
    }
}
