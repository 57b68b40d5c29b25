package io.nftproxy.sync;

import io.nftproxy.diff.CommitRejected;
import io.nftproxy.event.ClusterEvent;
import io.nftproxy.event.EventSink;
import io.nftproxy.model.ObjectName;
import io.nftproxy.model.Service;
import io.nftproxy.model.ServicePortName;
import io.nftproxy.plan.PortPlan;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.snapshot.ClusterState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Service ports that the kernel refuses: left out, so that all others go on. Each is tried again
 * when its Service changes, and from time to time. Owned by the writer thread.
 */
public final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final long RETRY_FIRST = Duration.ofSeconds(5).toNanos();
    private static final long RETRY_MAX = Duration.ofMinutes(5).toNanos();

    private final EventSink events;
    private final LoopClock clock;
    private final Map<ServicePortName, Refusal> refusals = new LinkedHashMap<>();

    /**
     * @param onTrial whether the next transaction has it again
     */
    private record Refusal(long delay, long retryAt, boolean onTrial) {
        Refusal tried() {
            return new Refusal(delay, retryAt, true);
        }
    }

    public Quarantine(EventSink events, LoopClock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** How many service ports are left out. */
    public int size() {
        return refusals.size();
    }

    /** Tries those again whose Services changed. */
    void changed(Collection<ObjectName> services) {
        refusals.replaceAll(
                (port, refusal) -> services.contains(port.service()) ? refusal.tried() : refusal);
    }

    /** Tries those again whose time has come; returns their Services. */
    Set<ObjectName> due() {
        Set<ObjectName> due = new LinkedHashSet<>();
        long now = clock.nanoTime();
        refusals.replaceAll(
                (port, refusal) -> {
                    if (refusal.onTrial() || now - refusal.retryAt() < 0) {
                        return refusal;
                    }
                    due.add(port.service());
                    return refusal.tried();
                });
        return due;
    }

    /** Whether a port is tried again by the transaction under way. */
    boolean isOnTrial(ServicePortName port) {
        Refusal refusal = refusals.get(port);
        return refusal != null && refusal.onTrial();
    }

    /** Service ports that are tried again. */
    List<ServicePortName> onTrial() {
        List<ServicePortName> ports = new ArrayList<>();
        for (ServicePortName port : refusals.keySet()) {
            if (isOnTrial(port)) {
                ports.add(port);
            }
        }
        return ports;
    }

    /** The plan without the ports that are left out; absent if none remains. */
    ServicePlan admitted(ServicePlan plan) {
        if (refusals.isEmpty()) {
            return plan;
        }
        List<PortPlan> ports = new ArrayList<>();
        for (PortPlan port : plan.ports()) {
            if (!refusals.containsKey(port.name()) || isOnTrial(port.name())) {
                ports.add(port);
            }
        }
        if (ports.size() == plan.ports().size()) {
            return plan;
        }
        return ports.isEmpty()
                ? ServicePlan.absent(plan.service())
                : new ServicePlan(plan.service(), plan.clusterIps(), ports);
    }

    /** Leaves a port out from now on. */
    void hold(ServicePortName port, CommitRejected refused, ClusterState cluster) {
        Refusal before = refusals.get(port);
        long delay = before == null ? RETRY_FIRST : Math.min(2 * before.delay(), RETRY_MAX);
        String why = String.valueOf(refused.getMessage());
        refusals.put(port, new Refusal(delay, clock.nanoTime() + delay, false));
        if (before == null) {
            tell(port, why, cluster.service(port.service()));
        } else {
            LOG.debug("service port {} is still left out: {}", port, why);
        }
    }

    private void tell(ServicePortName port, String why, @Nullable Service service) {
        LOG.error("service port {} is left out, the kernel refuses it: {}", port, why);
        if (service != null) {
            events.post(
                    ClusterEvent.ofService(
                            service.name().namespace(),
                            service.name().name(),
                            service.uid(),
                            ClusterEvent.Type.WARNING,
                            "RefusedByKernel",
                            "SyncProxyRules",
                            port + " is not proxied, the kernel refuses it: " + why));
        }
    }

    /** The kernel has these plans: whoever is in them is free again, whoever is gone is too. */
    void committed(List<ServicePlan> plans) {
        if (refusals.isEmpty()) {
            return;
        }
        Set<ObjectName> services = new LinkedHashSet<>();
        plans.forEach(plan -> services.add(plan.service()));
        for (ServicePortName port : onTrial()) {
            if (services.contains(port.service())) {
                refusals.remove(port);
                LOG.info("service port {} is not left out any more", port);
            }
        }
    }
}
