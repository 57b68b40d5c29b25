package io.nftproxy.core.plan;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the base chains depend on of the node and the cluster, for each family.
 *
 * @param pods missing where pods cannot be told from others
 * @param nodePorts which addresses accept nodePorts
 * @param serviceCidrs disjoint networks; empty if none is known
 */
public record NodePlan(
        Map<IpFamily, PodMatch> pods,
        Map<IpFamily, NodePortMatch> nodePorts,
        Map<IpFamily, List<Cidr>> serviceCidrs) {
    public NodePlan {
        pods = Map.copyOf(pods);
        nodePorts = Map.copyOf(nodePorts);
        serviceCidrs = Map.copyOf(serviceCidrs);
    }

    /** The same without ServiceCIDRs and addresses for nodePorts. */
    public NodePlan withoutElements() {
        Map<IpFamily, NodePortMatch> none = new EnumMap<>(IpFamily.class);
        nodePorts.forEach(
                (family, match) ->
                        none.put(
                                family,
                                match instanceof NodePortMatch.Addresses
                                        ? new NodePortMatch.Addresses(List.of())
                                        : match));
        return new NodePlan(pods, none, Map.of());
    }
}
