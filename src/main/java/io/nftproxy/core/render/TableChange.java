package io.nftproxy.core.render;

import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.plan.NodeRules;
import io.nftproxy.core.plan.ServicePlan;
import java.util.Collection;
import java.util.List;

/**
 * A prepared change of the table, not yet committed.
 *
 * @param before the parts of the table that the change concerns, as they are
 * @param after the same parts as they shall be
 * @param revisions affinity pools whose clients have to be looked through along with it
 * @param plans new plans of Services
 * @param node what the base chains and the node's elements are rendered from
 * @param features which optional rules there are
 * @param counts references and numbers after the change
 */
public record TableChange(
        Ruleset before,
        Ruleset after,
        List<PoolRevision> revisions,
        Collection<ServicePlan> plans,
        NodeRules node,
        Features features,
        Counts.Changes counts) {
    public TableChange {
        revisions = List.copyOf(revisions);
        plans = List.copyOf(plans);
    }
}
