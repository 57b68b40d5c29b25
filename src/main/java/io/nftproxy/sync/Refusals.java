package io.nftproxy.sync;

import io.nftproxy.diff.CommitRejected;
import io.nftproxy.diff.KernelFailure;
import io.nftproxy.diff.Operation;
import io.nftproxy.model.ObjectName;
import io.nftproxy.model.ServicePortName;
import io.nftproxy.plan.PortPlan;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.render.OperationOwner;
import io.nftproxy.snapshot.ClusterState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a refused transaction means. A first refusal may be about what we believe the kernel
 * to hold, so everything is compared again. If that is refused too, it is about what we want: then
 * the service port that the kernel names is left out, and the rest is committed without it.
 *
 * <p>Owned by the writer thread.
 */
final class Refusals {
    /** Bounds the time of one sync; whoever else is refused is left out by the next ones. */
    private static final int HOLDS_PER_SYNC = 32;

    private final Quarantine quarantine;
    private final OperationOwner owners;
    private final ClusterState cluster;
    private boolean refusedBefore;
    private Set<ObjectName> suspects = Set.of();

    Refusals(Quarantine quarantine, OperationOwner owners, ClusterState cluster) {
        this.quarantine = quarantine;
        this.owners = owners;
        this.cluster = cluster;
    }

    /** A sync that can be tried without some service ports. */
    @FunctionalInterface
    interface Attempt {
        /**
         * Tries once.
         *
         * @param plans to be filled with the plans that are in the transaction
         */
        TableSync.Outcome run(List<ServicePlan> plans) throws KernelFailure;
    }

    /** Tries to commit some Services; those on trial are left out again if they are refused. */
    TableSync.Outcome some(Collection<ObjectName> services, Attempt attempt) throws KernelFailure {
        for (int holds = 0; ; holds++) {
            List<ServicePlan> plans = new ArrayList<>(services.size());
            try {
                return settled(plans, attempt.run(plans));
            } catch (CommitRejected e) {
                if (e.mayPass() || holds == HOLDS_PER_SYNC || !holdAgain(e, plans)) {
                    refusedBefore |= !e.mayPass();
                    suspects = Set.copyOf(services);
                    throw e;
                }
            }
        }
    }

    /** Tries to commit everything, if need be without those that the kernel refuses. */
    TableSync.Outcome all(Attempt attempt) throws KernelFailure {
        for (int holds = 0; ; holds++) {
            List<ServicePlan> plans = new ArrayList<>();
            try {
                return settled(plans, attempt.run(plans));
            } catch (CommitRejected e) {
                if (e.mayPass() || holds == HOLDS_PER_SYNC || !hold(e, plans)) {
                    refusedBefore |= !e.mayPass();
                    throw e;
                }
            }
        }
    }

    private TableSync.Outcome settled(List<ServicePlan> plans, TableSync.Outcome outcome) {
        refusedBefore = false;
        suspects = Set.of();
        quarantine.committed(plans);
        return outcome;
    }

    private boolean holdAgain(CommitRejected refused, List<ServicePlan> plans) {
        ServicePortName owner = owner(refused, plans);
        List<ServicePortName> guilty =
                owner == null
                        ? quarantine.onTrial()
                        : quarantine.isOnTrial(owner) ? List.of(owner) : List.of();
        guilty.forEach(port -> quarantine.hold(port, refused, cluster));
        return !guilty.isEmpty();
    }

    private boolean hold(CommitRejected refused, List<ServicePlan> plans) {
        if (!refusedBefore) {
            return false;
        }
        ServicePortName owner = owner(refused, plans);
        List<ServicePortName> guilty = owner == null ? suspectPorts(plans) : List.of(owner);
        guilty.forEach(port -> quarantine.hold(port, refused, cluster));
        return !guilty.isEmpty();
    }

    private @Nullable ServicePortName owner(CommitRejected refused, List<ServicePlan> plans) {
        Operation operation = refused.refused();
        return operation == null ? null : owners.of(operation, refused.key(), plans);
    }

    /** Where the kernel names nothing, it is who changed last, if that was one only. */
    private List<ServicePortName> suspectPorts(List<ServicePlan> plans) {
        List<ServicePortName> ports = new ArrayList<>();
        for (ServicePlan plan : plans) {
            if (suspects.size() == 1 && suspects.contains(plan.service())) {
                plan.ports().stream().map(PortPlan::name).distinct().forEach(ports::add);
            }
        }
        return ports;
    }
}
