package io.nftproxy.topology;

import io.nftproxy.model.Endpoint;
import io.nftproxy.model.SliceEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses endpoints by readiness, policy and topology hints (KEP-1669, KEP-2433, KEP-3015).
 *
 * @param nodeName our node's
 * @param zone our node's zone; null if it has no label for it, then zone hints are not used
 */
public record EndpointSelector(String nodeName, @Nullable String zone) {

    /**
     * Selects from all endpoints of a port.
     *
     * @param useCluster whether any frontend uses the cluster list
     * @param useLocal whether any frontend uses the local list
     */
    public EndpointSelection select(
            List<PortEndpoint> endpoints, boolean useCluster, boolean useLocal) {
        List<PortEndpoint> cluster = useCluster ? cluster(endpoints) : List.of();
        List<PortEndpoint> local = useLocal ? local(endpoints) : List.of();
        boolean anywhere = !cluster.isEmpty();
        for (int i = 0; i < endpoints.size() && !anywhere; i++) {
            SliceEndpoint facts = endpoints.get(i).facts();
            anywhere = facts.ready() || facts.servesWhileTerminating();
        }
        return new EndpointSelection(
                addresses(cluster), addresses(local), anywhere, onThisNode(cluster, local));
    }

    private List<PortEndpoint> cluster(List<PortEndpoint> endpoints) {
        List<PortEndpoint> ready = keep(endpoints, SliceEndpoint::ready);
        if (ready.isEmpty()) {
            // Hints do not count here: what is going away is better than nothing, wherever it is.
            return keep(endpoints, SliceEndpoint::servesWhileTerminating);
        }
        return keep(ready, hints(ready));
    }

    private List<PortEndpoint> local(List<PortEndpoint> endpoints) {
        List<PortEndpoint> here = keep(endpoints, facts -> nodeName.equals(facts.nodeName()));
        List<PortEndpoint> ready = keep(here, SliceEndpoint::ready);
        return ready.isEmpty() ? keep(here, SliceEndpoint::servesWhileTerminating) : ready;
    }

    /**
     * The hint that all ready endpoints carry: for nodes, else for zones, else none. One endpoint
     * without a hint switches hints off, as its slice's controller may be of another version.
     */
    private Predicate<SliceEndpoint> hints(List<PortEndpoint> ready) {
        boolean allNodes = true;
        boolean allZones = zone != null;
        boolean someNode = false;
        boolean someZone = false;
        for (PortEndpoint endpoint : ready) {
            SliceEndpoint facts = endpoint.facts();
            allNodes &= !facts.nodeHints().isEmpty();
            allZones &= !facts.zoneHints().isEmpty();
            someNode |= facts.nodeHints().contains(nodeName);
            someZone |= zone != null && facts.zoneHints().contains(zone);
        }
        if (allNodes && someNode) {
            return facts -> facts.nodeHints().contains(nodeName);
        }
        if (allZones && someZone) {
            return facts -> facts.zoneHints().contains(zone);
        }
        return _ -> true;
    }

    private static List<PortEndpoint> keep(
            List<PortEndpoint> endpoints, Predicate<SliceEndpoint> wanted) {
        List<PortEndpoint> kept = new ArrayList<>(endpoints.size());
        for (PortEndpoint endpoint : endpoints) {
            if (wanted.test(endpoint.facts())) {
                kept.add(endpoint);
            }
        }
        return kept;
    }

    private static List<Endpoint> addresses(List<PortEndpoint> endpoints) {
        List<Endpoint> addresses = new ArrayList<>(endpoints.size());
        for (PortEndpoint endpoint : endpoints) {
            addresses.add(endpoint.endpoint());
        }
        return addresses;
    }

    private List<Endpoint> onThisNode(List<PortEndpoint> cluster, List<PortEndpoint> local) {
        Set<Endpoint> here = new LinkedHashSet<>();
        for (List<PortEndpoint> list : List.of(cluster, local)) {
            for (PortEndpoint endpoint : list) {
                String node = endpoint.facts().nodeName();
                if (node == null || node.equals(nodeName)) {
                    here.add(endpoint.endpoint());
                }
            }
        }
        return List.copyOf(here);
    }
}
