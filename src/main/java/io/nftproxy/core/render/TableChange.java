package io.nftproxy.core.render;

import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.ServicePlan;
import java.util.Collection;
import java.util.List;

/**
 * A prepared change of the table, not yet committed.
 *
 * @param before the parts of the table that the change concerns, as they are
 * @param after the same parts as they shall be
 * @param cleanups affinity pools whose clients have to be looked through along with it
 * @param plans new plans of Services
 * @param node what the base chains and the node's elements are rendered from
 * @param nonEmpty which optional rules there are
 * @param totals references and numbers after the change
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
