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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left out, so that all others go on: service ports that the kernel refuses, and Services
 * that cannot be planned or rendered. Each is tried again when its Service changes, and from time
 * to time. Owned by the writer thread.
 */
public final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final EventSink events;
    private final Retries<ServicePortName> refused;
    private final Retries<ObjectName> failed;

    public Quarantine(EventSink events, LoopClock clock) {
        this.events = events;
        this.refused = new Retries<>(clock);
        this.failed = new Retries<>(clock);
    }

    /** How many service ports are left out; those of a Service that cannot be planned count. */
    public int size() {
        return refused.ports() + failed.ports();
    }

    /** Tries those again whose Services changed. */
    void changed(Collection<ObjectName> services) {
        refused.tryAgain(port -> services.contains(port.service()));
        failed.tryAgain(services::contains);
    }

    /** Tries those again whose time has come; returns their Services. */
    Set<ObjectName> due() {
        Set<ObjectName> due = new LinkedHashSet<>(failed.due());
        refused.due().forEach(port -> due.add(port.service()));
        return due;
    }

    /** Whether a port is tried again by the transaction under way. */
    boolean isOnTrial(ServicePortName port) {
        return refused.isOnTrial(port);
    }

    /** Service ports that are tried again. */
    List<ServicePortName> onTrial() {
        return refused.onTrial();
    }

    /** Whether a Service is not to be planned: that went wrong, and it is not time to try again. */
    boolean isOut(ObjectName service) {
        return failed.isOut(service);
    }

    /** The plan without the ports that are left out; absent if none remains. */
    ServicePlan admitted(ServicePlan plan) {
        if (refused.isEmpty()) {
            return plan;
        }
        List<PortPlan> ports = new ArrayList<>();
        for (PortPlan port : plan.ports()) {
            if (!refused.isOut(port.name())) {
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
    void hold(ServicePortName port, CommitRejected refusal, ClusterState cluster) {
        String why = String.valueOf(refusal.getMessage());
        if (refused.hold(port, 1)) {
            LOG.error("service port {} is left out, the kernel refuses it: {}", port, why);
            tell(
                    cluster.service(port.service()),
                    "RefusedByKernel",
                    port + " is not proxied, the kernel refuses it: " + why);
        } else {
            LOG.debug("service port {} is still left out: {}", port, why);
        }
    }

    /** Leaves changes of a Service out from now on. */
    void hold(ObjectName name, RuntimeException failure, ClusterState cluster) {
        Service service = cluster.service(name);
        if (failed.hold(name, service == null ? 1 : service.ports().size())) {
            LOG.error("Service {} is left out, it cannot be planned", name, failure);
            tell(
                    service,
                    "CannotBePlanned",
                    name + " is not proxied, or as it was before: " + failure);
        } else {
            LOG.debug("Service {} is still left out: {}", name, failure.toString());
        }
    }

    private void tell(@Nullable Service service, String reason, String message) {
        if (service != null) {
            events.post(
                    ClusterEvent.ofService(
                            service.name().namespace(),
                            service.name().name(),
                            service.uid(),
                            ClusterEvent.Type.WARNING,
                            reason,
                            "SyncProxyRules",
                            message));
        }
    }

    /** The kernel has these plans: whoever is in them is free again, whoever is gone is too. */
    void committed(List<ServicePlan> plans) {
        if (refused.isEmpty() && failed.isEmpty()) {
            return;
        }
        Set<ObjectName> services = new LinkedHashSet<>();
        plans.forEach(plan -> services.add(plan.service()));
        for (ServicePortName port : refused.onTrial()) {
            if (services.contains(port.service())) {
                refused.free(port);
                LOG.info("service port {} is not left out any more", port);
            }
        }
        for (ObjectName service : failed.onTrial()) {
            if (services.contains(service)) {
                failed.free(service);
                LOG.info("Service {} is not left out any more", service);
            }
        }
    }
}
