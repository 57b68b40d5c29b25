package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.model.ServicePortName;
import java.util.List;

/**
 * The plan of one Service port in one family.
 *
 * @param frontends the frontends that this Service port owns
 * @param cluster the cluster pool; the position in the list is the slot number, unless the
 *     scheduler is a hash: then the pool is sorted, and a {@link MaglevTable} has the slots
 * @param local the local pool, with slot numbers likewise
 * @param onThisNode endpoints of both pools that run on this node or name no node
 * @param affinityTimeoutSeconds 0 without session affinity
 */
public record PortPlan(
        ServicePortName name,
        IpFamily family,
        List<Frontend> frontends,
        List<Endpoint> cluster,
        List<Endpoint> local,
        List<Endpoint> onThisNode,
        int affinityTimeoutSeconds,
        Scheduler scheduler) {
    public PortPlan {
        frontends = List.copyOf(frontends);
        cluster = List.copyOf(cluster);
        local = List.copyOf(local);
        onThisNode = List.copyOf(onThisNode);
    }

    /**
     * Returns whether clients stay with their endpoint: session affinity is set and there is an
     * endpoint.
     */
    public boolean hasAffinity() {
        return affinityTimeoutSeconds > 0 && !(cluster.isEmpty() && local.isEmpty());
    }

    /** Returns the cluster pool if a frontend uses it; otherwise an empty list. */
    public List<Endpoint> clusterPool() {
        return frontends.stream().anyMatch(frontend -> frontend.route().usesClusterPool())
                ? cluster
                : List.of();
    }

    /** Returns the local pool if a frontend uses it; otherwise an empty list. */
    public List<Endpoint> localPool() {
        return frontends.stream().anyMatch(frontend -> frontend.route().usesLocalPool())
                ? local
                : List.of();
    }

    /** Returns whether any frontend has this route. */
    public boolean takes(Route route) {
        for (Frontend frontend : frontends) {
            if (frontend.route() == route) {
                return true;
            }
        }
        return false;
    }
}
