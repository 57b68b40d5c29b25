package io.nftproxy.core.explain;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.plan.Frontend;
import java.util.List;
import java.util.Set;

/**
 * A Service port in one family: its frontends, its endpoints by number, and its problems.
 *
 * @param frontends the addresses and the NodePort that the Service owns; empty if not proxied
 * @param used the endpoints that new connections may reach from this node
 * @param ready the endpoints that are ready, on all nodes
 * @param all the endpoints in its EndpointSlices
 * @param problems empty if connections from everywhere work
 */
public record PortSummary(
        Service service,
        ServicePort port,
        IpFamily family,
        List<Frontend> frontends,
        Set<Endpoint> used,
        int ready,
        int all,
        List<PortProblem> problems) {
    public PortSummary {
        frontends = List.copyOf(frontends);
        used = Set.copyOf(used);
        problems = List.copyOf(problems);
    }

    /** Returns the type of the Service, derived from its addresses and ports. */
    public String type() {
        return !service.loadBalancerIps().isEmpty() || service.healthCheckNodePort() != 0
                ? "LoadBalancer"
                : service.ports().stream().anyMatch(one -> one.nodePort() != 0)
                        ? "NodePort"
                        : "ClusterIP";
    }
}
