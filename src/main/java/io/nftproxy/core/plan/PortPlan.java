package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ServicePortName;
import java.util.List;

/**
 * What is to happen to one service port in one address family.
 *
 * @param frontends those that this service port owns
 * @param cluster the cluster pool; the place in the list is the slot number
 * @param local the local pool, likewise
 * @param onThisNode endpoints of the pools that are, or may be, on this node
 * @param affinityTimeoutSeconds 0 without session affinity
 */
public record PortPlan(
        ServicePortName name,
        IpFamily family,
        List<Frontend> frontends,
        List<Endpoint> cluster,
        List<Endpoint> local,
        List<Endpoint> onThisNode,
        int affinityTimeoutSeconds) {
    public PortPlan {
        frontends = List.copyOf(frontends);
        cluster = List.copyOf(cluster);
        local = List.copyOf(local);
        onThisNode = List.copyOf(onThisNode);
    }

    /** Whether clients are kept at their endpoint: only where there is one to be kept at. */
    public boolean hasAffinity() {
        return affinityTimeoutSeconds > 0 && !(cluster.isEmpty() && local.isEmpty());
    }

    /** The endpoints that connections are drawn from for the cluster; empty if no route does. */
    public List<Endpoint> clusterPool() {
        return frontends.stream().anyMatch(frontend -> frontend.route().usesClusterPool())
                ? cluster
                : List.of();
    }

    /** The endpoints here that connections are drawn from; empty if no route does. */
    public List<Endpoint> localPool() {
        return frontends.stream().anyMatch(frontend -> frontend.route().usesLocalPool())
                ? local
                : List.of();
    }

    /** Whether any frontend takes this route. */
    public boolean takes(Route route) {
        for (Frontend frontend : frontends) {
            if (frontend.route() == route) {
                return true;
            }
        }
        return false;
    }
}
