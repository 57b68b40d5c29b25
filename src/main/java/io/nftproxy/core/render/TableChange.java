package io.nftproxy.core.render;

import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.ServicePlan;
import java.util.Collection;
import java.util.List;

/**
 * A prepared change of the table, not yet committed.
 *
 * @param before the parts of the table that the change affects, as they are
 * @param after the same parts after the change
 * @param cleanups affinity pools whose clients must be cleaned up in the same transaction
 * @param plans new plans of Services
 * @param node the plan of the node after the change
 * @param nonEmpty the standard sets that have elements after the change
 * @param totals totals after the change
 */
public record TableChange(
        Ruleset before,
        Ruleset after,
        List<AffinityCleanup> cleanups,
        Collection<ServicePlan> plans,
        NodePlan node,
        NonEmptySets nonEmpty,
        Totals.Changes totals) {
    public TableChange {
        cleanups = List.copyOf(cleanups);
        plans = List.copyOf(plans);
    }
}
