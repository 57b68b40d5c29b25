package io.nftproxy.core.plan;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The plan of the node, as a {@link ServicePlan} is the plan of a Service. The base chains and the
 * elements of the node are rendered from it.
 *
 * @param pods the match for packets from pods; missing if pods are not recognized
 * @param nodePorts the addresses that accept NodePorts
 * @param serviceCidrs disjoint networks; empty if no ServiceCIDR is known
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

    /**
     * Returns this plan without elements: no ServiceCIDRs, and no addresses that accept NodePorts.
     */
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
