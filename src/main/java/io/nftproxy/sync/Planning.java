package io.nftproxy.sync;

import io.nftproxy.model.ObjectName;
import io.nftproxy.plan.Frontend;
import io.nftproxy.plan.NodeView;
import io.nftproxy.plan.PortPlan;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.plan.SlotMemory;
import io.nftproxy.snapshot.ClusterState;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans and renders so that a Service with which that goes wrong harms no other: its last plan
 * stays in force, for traffic goes on by what the kernel has. Owned by the writer thread.
 */
final class Planning {
    private final ClusterState cluster;
    private final Quarantine quarantine;
    private final Planners planners;

    /** Plans one Service. */
    @FunctionalInterface
    interface Planner {
        /**
         * Plans a Service as it is now.
         *
         * @param before its plan so far; null if it has none
         */
        ServicePlan plan(ObjectName service, @Nullable ServicePlan before);
    }

    /** Makes something of plans, without lasting effects: it may be done several times. */
    @FunctionalInterface
    interface Rendering<T> {
        T of(List<ServicePlan> plans);
    }

    /** Makes the planner of one sync. */
    @FunctionalInterface
    interface Planners {
        Planner of(NodeView view, SlotMemory memory);
    }

    Planning(ClusterState cluster, Quarantine quarantine, Planners planners) {
        this.cluster = cluster;
        this.quarantine = quarantine;
        this.planners = planners;
    }

    Planner planner(NodeView view, SlotMemory memory) {
        return planners.of(view, memory);
    }

    /**
     * Plans a Service.
     *
     * @param before as for the planner
     * @param applied what the kernel has by our last commit; null if that is nothing
     */
    ServicePlan plan(
            Planner planner,
            ObjectName service,
            @Nullable ServicePlan before,
            @Nullable ServicePlan applied) {
        if (!quarantine.isOut(service)) {
            try {
                return quarantine.admitted(planner.plan(service, before));
            } catch (RuntimeException e) {
                quarantine.hold(service, e, cluster);
            }
        }
        return kept(service, applied);
    }

    /**
     * Makes something of all plans. If that goes wrong, plans that it goes wrong with are replaced.
     *
     * @param applied what the kernel has by our last commit
     */
    <T> T render(
            List<ServicePlan> plans,
            Rendering<T> rendering,
            Function<ObjectName, @Nullable ServicePlan> applied) {
        try {
            return rendering.of(plans);
        } catch (RuntimeException _) {
            // Not about any Service if it goes wrong with none too.
            rendering.of(List.of());
        }
        plans.replaceAll(
                plan -> {
                    try {
                        rendering.of(List.of(plan));
                        return plan;
                    } catch (RuntimeException e) {
                        quarantine.hold(plan.service(), e, cluster);
                        return kept(plan.service(), applied.apply(plan.service()));
                    }
                });
        return rendering.of(plans);
    }

    /** What another Service owns by now must not be kept from it. */
    private ServicePlan kept(ObjectName service, @Nullable ServicePlan applied) {
        if (applied == null || cluster.service(service) == null) {
            return ServicePlan.absent(service);
        }
        for (PortPlan port : applied.ports()) {
            for (Frontend frontend : port.frontends()) {
                if (!cluster.owns(service, frontend.key())) {
                    return ServicePlan.absent(service);
                }
            }
        }
        return applied;
    }
}
