package io.nftproxy.sync;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.render.OperationOwner;
import io.nftproxy.core.render.Owner;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the owners that made the kernel reject a transaction. The cause of a first rejection may be
 * a wrong assumption about the table, so no owner is held out before the table was read again. An
 * owner on trial has passed that step.
 */
final class Refusals {
    private final Quarantine quarantine;
    private final OperationOwner owners;

    Refusals(Quarantine quarantine, OperationOwner owners) {
        this.quarantine = quarantine;
        this.owners = owners;
    }

    /**
     * Returns the owners to hold out; none if the cause is not known to be an owner. Base chains
     * are never held out: without them there is no table.
     *
     * @param need of the refused sync
     * @param node what the transaction has of the node
     * @param plans what it has of Services
     */
    List<Owner> culprits(
            CommitRejected refused, Need need, NodePlan node, List<ServicePlan> plans) {
        List<Owner> named = ownersOf(refused, node, plans);
        boolean again =
                need instanceof Need.Everything everything
                        && everything.why().contains(Need.Why.REFUSED);
        if (named.isEmpty()) {
            return again ? suspects((Need.Everything) need, plans) : quarantine.onTrial();
        }
        return named.stream()
                .filter(owner -> again || quarantine.isOnTrial(owner))
                .filter(owner -> !(owner instanceof Owner.Base))
                .toList();
    }

    /** Returns the owners of the rejected operation; none if the kernel names no operation. */
    private List<Owner> ownersOf(CommitRejected refused, NodePlan node, List<ServicePlan> plans) {
        Operation operation = refused.refused();
        return operation == null ? List.of() : owners.of(operation, refused.key(), node, plans);
    }

    /** Returns the ports of the only Service that changed, if the kernel names no operation. */
    private static List<Owner> suspects(Need.Everything need, List<ServicePlan> plans) {
        List<Owner> ports = new ArrayList<>();
        for (ServicePlan plan : plans) {
            if (need.suspects().size() == 1 && need.suspects().contains(plan.service())) {
                plan.ports().stream()
                        .map(PortPlan::name)
                        .distinct()
                        .forEach(name -> ports.add(new Owner.Port(name)));
            }
        }
        return ports;
    }
}
