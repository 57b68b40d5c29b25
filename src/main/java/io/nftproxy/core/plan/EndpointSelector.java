package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.SliceEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

    /**
     * Returns why the cluster pool leaves out each endpoint, in their order; null for those in it.
     */
    public List<@Nullable Unused> notInCluster(List<PortEndpoint> endpoints) {
        return reasons(endpoints, clusterRule(endpoints));
    }

    /**
     * Returns why the local pool leaves out each endpoint, in their order; null for those in it.
     */
    public List<@Nullable Unused> notInLocal(List<PortEndpoint> endpoints) {
        return reasons(endpoints, localRule(endpoints));
    }

    private static List<@Nullable Unused> reasons(List<PortEndpoint> endpoints, Rule rule) {
        List<@Nullable Unused> reasons = new ArrayList<>(endpoints.size());
        endpoints.forEach(endpoint -> reasons.add(rule.leavesOut(endpoint.facts())));
        return reasons;
    }

    /** The rule of a pool. */
    @FunctionalInterface
    private interface Rule {
        /** Returns why the pool leaves out an endpoint; null if it does not. */
        @Nullable Unused leavesOut(SliceEndpoint facts);
    }

    private List<PortEndpoint> cluster(List<PortEndpoint> endpoints) {
        return keep(endpoints, clusterRule(endpoints));
    }

    private Rule clusterRule(List<PortEndpoint> endpoints) {
        for (int i = 0; i < endpoints.size(); i++) {
            if (endpoints.get(i).facts().ready()) {
                return readyRule(endpoints);
            }
        }
        // Hints are ignored here: a terminating endpoint in any zone is better than none.
        return EndpointSelector::ifNoneIsReady;
    }

    private List<PortEndpoint> local(List<PortEndpoint> endpoints) {
        return keep(endpoints, localRule(endpoints));
    }

    private Rule localRule(List<PortEndpoint> endpoints) {
        for (int i = 0; i < endpoints.size(); i++) {
            SliceEndpoint facts = endpoints.get(i).facts();
            if (facts.ready() && isHere(facts)) {
                return one -> isHere(one) ? ifSomeAreReady(one) : Unused.OTHER_NODE;
            }
        }
        return one -> isHere(one) ? ifNoneIsReady(one) : Unused.OTHER_NODE;
    }

    private boolean isHere(SliceEndpoint facts) {
        return nodeName.equals(facts.nodeName());
    }

    private static @Nullable Unused ifSomeAreReady(SliceEndpoint facts) {
        return facts.ready() ? null : facts.terminating() ? Unused.TERMINATING : Unused.NOT_READY;
    }

    private static @Nullable Unused ifNoneIsReady(SliceEndpoint facts) {
        return facts.servesWhileTerminating()
                ? null
                : facts.terminating() ? Unused.NOT_SERVING : Unused.NOT_READY;
    }

    /**
     * Returns the rule by readiness and topology hints: by node if all ready endpoints have node
     * hints, else by zone if all have zone hints, else without hints. One endpoint without hints
     * disables them, because its slice may come from a controller of another version.
     */
    private Rule readyRule(List<PortEndpoint> endpoints) {
        boolean allNodes = true;
        boolean allZones = zone != null;
        boolean someNode = false;
        boolean someZone = false;
        for (int i = 0; i < endpoints.size() && (allNodes || allZones); i++) {
            SliceEndpoint facts = endpoints.get(i).facts();
            if (!facts.ready()) {
                continue;
            }
            allNodes &= !facts.nodeHints().isEmpty();
            allZones &= !facts.zoneHints().isEmpty();
            someNode |= facts.nodeHints().contains(nodeName);
            someZone |= zone != null && facts.zoneHints().contains(zone);
        }
        if (allNodes && someNode) {
            return facts ->
                    facts.ready() && !facts.nodeHints().contains(nodeName)
                            ? Unused.HINTS_FOR_OTHER_NODES
                            : ifSomeAreReady(facts);
        }
        if (allZones && someZone) {
            return facts ->
                    facts.ready() && !facts.zoneHints().contains(zone)
                            ? Unused.HINTS_FOR_OTHER_ZONES
                            : ifSomeAreReady(facts);
        }
        return EndpointSelector::ifSomeAreReady;
    }

    private static List<PortEndpoint> keep(List<PortEndpoint> endpoints, Rule rule) {
        int asBefore = 0;
        while (asBefore < endpoints.size()
                && rule.leavesOut(endpoints.get(asBefore).facts()) == null) {
            asBefore++;
        }
        if (asBefore == endpoints.size()) {
            return endpoints;
        }
        List<PortEndpoint> kept = new ArrayList<>(endpoints.subList(0, asBefore));
        for (PortEndpoint endpoint : endpoints.subList(asBefore + 1, endpoints.size())) {
            if (rule.leavesOut(endpoint.facts()) == null) {
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
