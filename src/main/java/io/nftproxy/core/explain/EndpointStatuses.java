package io.nftproxy.core.explain;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.plan.EndpointSelector;
import io.nftproxy.core.plan.LocalNode;
import io.nftproxy.core.plan.PortEndpoint;
import io.nftproxy.core.plan.PortEndpoints;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.Route;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.plan.Unused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status of all endpoints of one Service, with the reasons of the planner's own rules. */
public final class EndpointStatuses {
    private final Service service;
    private final List<EndpointSlice> slices;
    private final @Nullable ServicePlan plan;
    private final @Nullable LocalNode node;

    public EndpointStatuses(ProxyState state, Service service) {
        this.service = service;
        this.slices = state.slicesOf().getOrDefault(service.name(), List.of());
        this.plan = state.planOf().get(service.name());
        this.node = state.localNode();
    }

    /** The pools that an endpoint must be in to count as used. */
    enum Pool {
        CLUSTER,
        LOCAL,
        EITHER
    }

    /** Returns the endpoints of all ports, then those that no port of the Service uses. */
    public List<EndpointStatus> all() {
        List<EndpointStatus> all = new ArrayList<>();
        for (IpAddress clusterIp : service.clusterIps()) {
            for (ServicePort port : service.ports()) {
                all.addAll(ofPort(port, clusterIp.family(), Pool.EITHER));
            }
        }
        slices.forEach(slice -> addUnmatched(slice, all));
        return all;
    }

    /** Returns the endpoints of a port; those outside of a pool are unused. */
    List<EndpointStatus> ofPort(ServicePort port, IpFamily family, Pool pool) {
        ServicePortName name = new ServicePortName(service.name(), port.name(), port.protocol());
        PortPlan planned = plan == null ? null : plan.port(name, family);
        List<PortEndpoint> endpoints = PortEndpoints.of(port, family, slices);
        List<@Nullable Unused> reasons = reasons(endpoints, family, planned, pool);
        List<EndpointStatus> statuses = new ArrayList<>(endpoints.size());
        for (int i = 0; i < endpoints.size(); i++) {
            PortEndpoint one = endpoints.get(i);
            int slot = planned == null ? -1 : planned.clusterPool().indexOf(one.endpoint());
            int localSlot = planned == null ? -1 : planned.localPool().indexOf(one.endpoint());
            boolean isUsed =
                    slot >= 0 && pool != Pool.LOCAL || localSlot >= 0 && pool != Pool.CLUSTER;
            statuses.add(
                    new EndpointStatus(
                            port.name(),
                            family,
                            one.endpoint(),
                            one.facts(),
                            slot,
                            localSlot,
                            isUsed ? null : reasons.get(i)));
        }
        return statuses;
    }

    private List<@Nullable Unused> reasons(
            List<PortEndpoint> endpoints, IpFamily family, @Nullable PortPlan planned, Pool pool) {
        if (planned == null || node == null) {
            boolean isServed = node == null || node.families().contains(family);
            return Collections.nCopies(
                    endpoints.size(), isServed ? Unused.NOT_PROGRAMMED : Unused.OTHER_FAMILY);
        }
        if (planned.frontends().isEmpty()) {
            return Collections.nCopies(endpoints.size(), Unused.OWNED_BY_OTHER);
        }
        boolean isLocal =
                pool == Pool.LOCAL
                        || planned.frontends().stream()
                                .allMatch(
                                        one ->
                                                one.route() == Route.INTERNAL_LOCAL
                                                        || one.route() == Route.DROP);
        EndpointSelector selector = new EndpointSelector(node.nodeName(), node.zone());
        return isLocal ? selector.notInLocal(endpoints) : selector.notInCluster(endpoints);
    }

    /** Adds the endpoints of a slice that belong to no port in a family of the Service. */
    private void addUnmatched(EndpointSlice slice, List<EndpointStatus> all) {
        Unused reason =
                service.clusterIp(slice.family()) == null
                        ? Unused.OTHER_FAMILY
                        : Unused.UNKNOWN_PORT;
        for (SlicePort port : slice.ports()) {
            if (reason == Unused.UNKNOWN_PORT && isKnown(port)) {
                continue;
            }
            for (SliceEndpoint facts : slice.endpoints()) {
                Endpoint endpoint = new Endpoint(facts.address(), port.port());
                all.add(
                        new EndpointStatus(
                                port.name(), slice.family(), endpoint, facts, -1, -1, reason));
            }
        }
    }

    private boolean isKnown(SlicePort port) {
        return service.ports().stream()
                .anyMatch(
                        one -> one.name().equals(port.name()) && one.protocol() == port.protocol());
    }
}
