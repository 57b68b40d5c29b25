package io.nftproxy.core.render;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.NodePortMatch;
import java.util.List;

/**
 * The renderer of a {@link NodePlan}'s elements: addresses that accept NodePorts, and ServiceCIDRs.
 */
final class NodeRenderer {
    private final List<IpFamily> families;

    NodeRenderer(List<IpFamily> families) {
        this.families = families;
    }

    void render(NodePlan node, Part part) {
        for (IpFamily family : families) {
            if (node.nodePorts().get(family) instanceof NodePortMatch.Addresses match) {
                for (IpAddress address : match.addresses()) {
                    part.add(
                            StandardSet.NODEPORT_IPS.spec(family),
                            Element.of(Keys.address(address)));
                }
            }
            part.addAll(
                    StandardSet.SERVICE_CIDRS.spec(family),
                    Intervals.of(node.serviceCidrs().getOrDefault(family, List.of())));
        }
    }
}
