package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.render.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owners that the kernel rejects: service ports, and the node's elements. They are held out of
 * transactions, so that all others are programmed. Each is retried when it changes, and with
 * backoff. Owned by the sync thread.
 */
public final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final String REASON = "RefusedByKernel";
    private static final String ACTION = "SyncProxyRules";

    private final EventSink events;
    private final Retries<Owner> refused;

    public Quarantine(EventSink events, LoopClock clock) {
        this.events = events;
        this.refused = new Retries<>(clock);
    }

    /** Returns the number of service ports that are held out. */
    public int size() {
        return refused.count(Owner.Port.class::isInstance);
    }

    /** Returns the owners that are held out or on trial, with the kernel's error. */
    public Map<Owner, String> reasons() {
        return refused.reasons();
    }

    /** Retries the ports of Services that changed. */
    void changed(Collection<ObjectName> services) {
        refused.tryAgain(
                owner ->
                        owner instanceof Owner.Port port
                                && services.contains(port.name().service()));
    }

    /** Retries the node's elements, which changed. */
    void nodeChanged() {
        refused.tryAgain(Owner.Node.class::isInstance);
    }

    /** Returns the time to the next retry; {@link Long#MAX_VALUE} if there is none. */
    long nanosToDue() {
        return refused.nanosToDue();
    }

    /** Retries the owners that are due, and returns them. */
    List<Owner> due() {
        return refused.due();
    }

    /** Returns whether the next transaction retries an owner. */
    boolean isOnTrial(Owner owner) {
        return refused.isOnTrial(owner);
    }

    /** Returns the owners that the next transaction retries. */
    List<Owner> onTrial() {
        return refused.onTrial();
    }

    /** Returns a plan without the ports that are held out; an absent one if none remains. */
    ServicePlan admitted(ServicePlan plan) {
        if (refused.isEmpty()) {
            return plan;
        }
        List<PortPlan> ports = new ArrayList<>();
        for (PortPlan port : plan.ports()) {
            if (!refused.isOut(new Owner.Port(port.name()))) {
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
        if (!refused.isOut(Owner.NODE)) {
            return wanted;
        }
        return applied == null ? wanted.withoutElements() : applied;
    }

    /** Holds an owner out, and reports it the first time. */
    void hold(Owner owner, CommitRejected refusal, ClusterState cluster, String nodeName) {
        String why = String.valueOf(refusal.getMessage());
        if (!refused.hold(owner, why)) {
            LOG.debug("{} still refused by the kernel: {}", owner, why);
            return;
        }
        switch (owner) {
            case Owner.Port(ServicePortName port) -> {
                LOG.error(
                        "Service port {} not programmed: {}; retrying from time to time",
                        port,
                        why);
                String message = port + " is not proxied, the kernel refuses it: ";
                post(cluster.service(port.service()), message + refusal.reason());
            }
            case Owner.Node _ -> {
                LOG.error(
                        "Node addresses and ServiceCIDRs not programmed: {}; keeping the old,"
                                + " retrying",
                        why);
                String message = "node addresses and ServiceCIDRs are not programmed: " + why;
                events.post(
                        ClusterEvent.ofNode(
                                nodeName, ClusterEvent.Type.WARNING, REASON, ACTION, message));
            }
            case Owner.Base _ -> throw new IllegalArgumentException("base chains are always there");
        }
    }

    private void post(@Nullable Service service, String message) {
        if (service != null) {
            events.post(
                    ClusterEvent.ofService(
                            service.name().namespace(),
                            service.name().name(),
                            service.uid(),
                            ClusterEvent.Type.WARNING,
                            REASON,
                            ACTION,
                            message));
        }
    }

    /** Releases the owners on trial that the kernel has accepted. */
    void committed(List<ServicePlan> plans) {
        if (refused.isEmpty()) {
            return;
        }
        Set<ObjectName> services =
                plans.stream().map(ServicePlan::service).collect(Collectors.toSet());
        for (Owner owner : refused.onTrial()) {
            if (!(owner instanceof Owner.Port port) || services.contains(port.name().service())) {
                refused.free(owner);
                LOG.info("{} programmed again: the kernel accepts it now", owner);
            }
        }
    }
}
