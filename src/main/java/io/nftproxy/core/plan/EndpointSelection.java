package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import java.util.List;

/**
 * The endpoints of a Service port that this node sends traffic to.
 *
 * @param cluster for traffic under the Cluster policy, and for traffic from this cluster under the
 *     external Local policy
 * @param local for traffic under a Local policy: the endpoints on this node
 * @param anywhere whether an endpoint exists on any node; if not, traffic is rejected and not
 *     dropped
 * @param onThisNode endpoints of both lists that run on this node or name no node: their
 *     connections to themselves (hairpin) must be masqueraded
 */
public record EndpointSelection(
        List<Endpoint> cluster, List<Endpoint> local, boolean anywhere, List<Endpoint> onThisNode) {
    public EndpointSelection {
        cluster = List.copyOf(cluster);
        local = List.copyOf(local);
        onThisNode = List.copyOf(onThisNode);
    }
}
