package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.SliceEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The choice of endpoints by readiness, traffic policy and topology hints (KEP-1669, KEP-2433,
 * KEP-3015).
 *
 * @param nodeName our node's
 * @param zone our node's zone; null without a zone label, and then zone hints are ignored
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
            // Hints are ignored here: a terminating endpoint in any zone is better than none.
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
     * Returns the filter by topology hints: by node if all ready endpoints have node hints, else by
     * zone if all have zone hints, else none. One endpoint without hints disables them, because its
     * slice may come from a controller of another version.
     */
    private Predicate<SliceEndpoint> hints(List<PortEndpoint> ready) {
        boolean allNodes = true;
        boolean allZones = zone != null;
        boolean someNode = false;
        boolean someZone = false;
        for (int i = 0; i < ready.size() && (allNodes || allZones); i++) {
            SliceEndpoint facts = ready.get(i).facts();
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
        int asBefore = 0;
        while (asBefore < endpoints.size() && wanted.test(endpoints.get(asBefore).facts())) {
            asBefore++;
        }
        if (asBefore == endpoints.size()) {
            return endpoints;
        }
        List<PortEndpoint> kept = new ArrayList<>(endpoints.subList(0, asBefore));
        for (PortEndpoint endpoint : endpoints.subList(asBefore + 1, endpoints.size())) {
            if (wanted.test(endpoint.facts())) {
                kept.add(endpoint);
            }
        }
        return kept;
    }

    private static List<Endpoint> addresses(List<PortEndpoint> endpoints) {
        Endpoint[] addresses = new Endpoint[endpoints.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = endpoints.get(i).endpoint();
        }
        return List.of(addresses);
    }

    private List<Endpoint> onThisNode(List<PortEndpoint> cluster, List<PortEndpoint> local) {
        List<Endpoint> here = new ArrayList<>(0);
        addThoseHere(cluster, here);
        addThoseHere(local, here);
        return cluster.isEmpty() || local.isEmpty() ? here : List.copyOf(new LinkedHashSet<>(here));
    }

    private void addThoseHere(List<PortEndpoint> endpoints, List<Endpoint> here) {
        for (int i = 0; i < endpoints.size(); i++) {
            PortEndpoint endpoint = endpoints.get(i);
            if (mayBeHere(endpoint.facts().nodeName())) {
                here.add(endpoint.endpoint());
            }
        }
    }

    /** Compares hashes first: a String caches its hash, and node names share long prefixes. */
    private boolean mayBeHere(@Nullable String node) {
        return node == null || node.hashCode() == nodeName.hashCode() && node.equals(nodeName);
    }
}
