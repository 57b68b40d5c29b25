package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.pacing.Backoff;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.render.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owners that the kernel rejects: Service ports, and the node's elements. They are held out of
 * transactions, so that all others are programmed.
 *
 * <p>Each is retried when it changes, and with backoff: after 5 s, then after twice as long each
 * time, at most 5 min. It is on trial from then until the kernel accepts or rejects it. Owned by
 * the sync thread.
 */
public final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final Backoff RETRY = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));
    private static final String REASON = "RefusedByKernel";

    private final EventSink events;
    private final LoopClock clock;
    private final Map<Owner, Held> held = new LinkedHashMap<>();

    /**
     * The retries of an owner.
     *
     * @param why the last rejection
     * @param retryAt time of the next retry, by the clock
     * @param onTrial whether the next transaction contains the owner again
     */
    private record Held(int failures, String why, long retryAt, boolean onTrial) {
        Held tried() {
            return new Held(failures, why, retryAt, true);
        }
    }

    public Quarantine(EventSink events, LoopClock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Returns the number of Service ports that are held out or on trial. */
    public int size() {
        return (int) held.keySet().stream().filter(Owner.Port.class::isInstance).count();
    }

    /** Returns the owners that are held out or on trial, with the kernel's error. */
    public Map<Owner, String> reasons() {
        Map<Owner, String> reasons = new LinkedHashMap<>();
        held.forEach((owner, found) -> reasons.put(owner, found.why()));
        return reasons;
    }

    /** Puts the ports of Services that changed on trial. */
    void changed(Collection<ObjectName> services) {
        held.replaceAll(
                (owner, found) ->
                        owner instanceof Owner.Port port && services.contains(port.name().service())
                                ? found.tried()
                                : found);
    }

    /** Puts the node's elements, which changed, on trial. */
    void nodeChanged() {
        held.computeIfPresent(Owner.NODE, (_, found) -> found.tried());
    }

    /** Returns the time to the next retry; {@link Long#MAX_VALUE} if there is none. */
    long nanosToDue() {
        long now = clock.nanoTime();
        return held.values().stream()
                .filter(found -> !found.onTrial())
                .mapToLong(found -> found.retryAt() - now)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Puts the owners that are due on trial, and returns them. */
    List<Owner> due() {
        List<Owner> due = new ArrayList<>();
        long now = clock.nanoTime();
        held.replaceAll(
                (owner, found) -> {
                    if (found.onTrial() || now - found.retryAt() < 0) {
                        return found;
                    }
                    due.add(owner);
                    return found.tried();
                });
        return due;
    }

    /** Returns whether the next transaction contains an owner again. */
    boolean isOnTrial(Owner owner) {
        Held found = held.get(owner);
        return found != null && found.onTrial();
    }

    /** Returns the owners that the next transaction contains again. */
    List<Owner> onTrial() {
        return held.keySet().stream().filter(this::isOnTrial).toList();
    }

    private boolean isOut(Owner owner) {
        Held found = held.get(owner);
        return found != null && !found.onTrial();
    }

    /** Returns a plan without the ports that are held out; an absent one if none remains. */
    ServicePlan admitted(ServicePlan plan) {
        if (held.isEmpty()) {
            return plan;
        }
        List<PortPlan> ports = new ArrayList<>();
        for (PortPlan port : plan.ports()) {
            if (!isOut(new Owner.Port(port.name()))) {
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

    /**
     * Returns the node's plan to program.
     *
     * @param applied the plan in the kernel; null if nothing was committed yet
     * @return {@code applied} while the kernel rejects the wanted plan
     */
    NodePlan admitted(NodePlan wanted, @Nullable NodePlan applied) {
        if (!isOut(Owner.NODE)) {
            return wanted;
        }
        return applied == null ? wanted.withoutElements() : applied;
    }

    /** Holds an owner out, and reports it the first time. */
    void hold(Owner owner, CommitRejected refusal, ClusterState cluster, String nodeName) {
        String why = String.valueOf(refusal.getMessage());
        Held before = held.get(owner);
        int failures = before == null ? 1 : before.failures() + 1;
        long retryAt = clock.nanoTime() + RETRY.after(failures).toNanos();
        held.put(owner, new Held(failures, why, retryAt, false));
        if (before == null) {
            report(owner, refusal, why, cluster, nodeName);
        } else {
            LOG.debug("{} still rejected by the kernel: {}; failures={}", owner, why, failures);
        }
    }

    private void report(
            Owner owner, CommitRejected refusal, String why, ClusterState cluster, String node) {
        switch (owner) {
            case Owner.Port(ServicePortName port) -> {
                LOG.error("{} not programmed: {}; retrying with backoff", owner, why);
                String message = port + " is not proxied, the kernel refuses it: ";
                post(cluster.service(port.service()), message + refusal.reason());
            }
            case Owner.Node _ -> {
                LOG.error(
                        "Node addresses and ServiceCIDRs not programmed: {}; keeping the old ones,"
                                + " retrying with backoff",
                        why);
                String message = "node addresses and ServiceCIDRs are not programmed: " + why;
                events.post(
                        ClusterEvent.ofNode(
                                node,
                                ClusterEvent.Type.WARNING,
                                REASON,
                                ClusterEvent.SYNC_PROXY_RULES,
                                message));
            }
            case Owner.Base _ -> throw new IllegalArgumentException("base chains are always there");
        }
    }

    private void post(@Nullable Service service, String message) {
        if (service != null) {
            events.post(
                    ClusterEvent.ofService(
                            service.name(),
                            service.uid(),
                            REASON,
                            ClusterEvent.SYNC_PROXY_RULES,
                            message));
        }
    }

    /** Releases the owners on trial that the kernel has accepted. */
    void committed(List<ServicePlan> plans) {
        if (held.isEmpty()) {
            return;
        }
        Set<ObjectName> services =
                plans.stream().map(ServicePlan::service).collect(Collectors.toSet());
        for (Owner owner : onTrial()) {
            if (!(owner instanceof Owner.Port port) || services.contains(port.name().service())) {
                held.remove(owner);
                LOG.info("{} programmed: the kernel accepts it now", owner);
            }
        }
    }
}
