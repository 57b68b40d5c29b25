package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import java.util.List;

/**
 * What this node may use of a service port's endpoints.
 *
 * @param cluster for traffic under the Cluster policy, and for the short circuit of the Local one
 * @param local for traffic under a Local policy: endpoints on this node
 * @param anywhere whether any node could serve this port: tells "nobody is there" from "nobody is
 *     here"
 * @param onThisNode those of both lists that are on this node, or may be as nobody says where they
 *     are: connections to themselves must be masqueraded
 */
public record EndpointSelection(
        List<Endpoint> cluster, List<Endpoint> local, boolean anywhere, List<Endpoint> onThisNode) {
    public EndpointSelection {
        cluster = List.copyOf(cluster);
        local = List.copyOf(local);
        onThisNode = List.copyOf(onThisNode);
    }
}
