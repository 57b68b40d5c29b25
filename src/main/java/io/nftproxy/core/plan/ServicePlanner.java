package io.nftproxy.core.plan;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.model.TrafficPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The planner of Services: chooses frontends, routes, endpoints and slots. */
public final class ServicePlanner {
    private final ClusterState cluster;
    private final LocalNode node;
    private final ExistingSlots existing;
    private final EndpointSelector selector;

    /**
     * @param existing the slots in the kernel's table, for Service ports that have no plan yet
     */
    public ServicePlanner(ClusterState cluster, LocalNode node, ExistingSlots existing) {
        this.cluster = cluster;
        this.node = node;
        this.existing = existing;
        this.selector = new EndpointSelector(node.nodeName(), node.zone());
    }

    /**
     * Plans a Service from the current state of the cluster.
     *
     * @param before its previous plan, whose slots are kept where possible; null if it has none
     */
    public ServicePlan plan(ObjectName name, @Nullable ServicePlan before) {
        Service service = cluster.service(name);
        if (service == null) {
            return ServicePlan.absent(name);
        }
        List<PortPlan> ports = new ArrayList<>(service.ports().size());
        List<IpAddress> clusterIps = new ArrayList<>(2);
        for (IpFamily family : node.families()) {
            IpAddress clusterIp = service.clusterIp(family);
            if (clusterIp == null) {
                continue;
            }
            clusterIps.add(clusterIp);
            for (ServicePort port : service.ports()) {
                ServicePortName portName = new ServicePortName(name, port.name(), port.protocol());
                PortPlan previous =
                        before == null ? null : before.port(portName, family, ports.size());
                ports.add(planPort(service, port, portName, clusterIp, previous));
            }
        }
        return new ServicePlan(name, clusterIps, ports);
    }

    private PortPlan planPort(
            Service service,
            ServicePort port,
            ServicePortName name,
            IpAddress clusterIp,
            @Nullable PortPlan before) {
        IpFamily family = clusterIp.family();
        boolean external = isExternal(service, port, family);
        boolean internalLocal = service.internalTrafficPolicy() == TrafficPolicy.LOCAL;
        boolean externalLocal = external && service.externalTrafficPolicy() == TrafficPolicy.LOCAL;
        EndpointSelection selection =
                selector.select(
                        PortEndpoints.of(port, family, cluster.slicesOf(service.name())),
                        !internalLocal || external,
                        internalLocal || externalLocal);
        Scheduler scheduler = scheduler(service);
        List<Frontend> frontends =
                frontends(service, port, clusterIp, selection, internalLocal, externalLocal);
        return new PortPlan(
                name,
                family,
                frontends,
                scheduler.isHash()
                        ? sorted(selection.cluster())
                        : Slots.assign(
                                clusterSlots(frontends, family, before), selection.cluster()),
                scheduler.isHash()
                        ? sorted(selection.local())
                        : Slots.assign(localSlots(frontends, family, before), selection.local()),
                selection.onThisNode(),
                service.affinityTimeoutSeconds(),
                scheduler);
    }

    /** Returns the Service's own scheduler, or the node's; random if its name is unknown. */
    private Scheduler scheduler(Service service) {
        Scheduler own = Scheduler.nearest(service.scheduler());
        return service.scheduler().isEmpty()
                ? node.scheduler()
                : own == null ? Scheduler.RANDOM : own;
    }

    private static List<Endpoint> sorted(List<Endpoint> endpoints) {
        return endpoints.stream().sorted().toList();
    }

    private static boolean isExternal(Service service, ServicePort port, IpFamily family) {
        return port.nodePort() != 0
                || hasFamily(service.externalIps(), family)
                || hasFamily(service.loadBalancerIps(), family);
    }

    private static boolean hasFamily(List<IpAddress> addresses, IpFamily family) {
        for (IpAddress address : addresses) {
            if (address.family() == family) {
                return true;
            }
        }
        return false;
    }

    private List<Frontend> frontends(
            Service service,
            ServicePort port,
            IpAddress clusterIp,
            EndpointSelection selection,
            boolean internalLocal,
            boolean externalLocal) {
        IpFamily family = clusterIp.family();
        Route internal = internalRoute(selection, internalLocal);
        Route external =
                !selection.anywhere() ? Route.REJECT : externalLocal ? Route.LOCAL : Route.EXTERNAL;
        List<Cidr> sources =
                SourceRanges.allowed(
                        service.loadBalancerSourceRanges(),
                        service.loadBalancerIps(),
                        family,
                        node.address(family));
        FrontendList list = new FrontendList(service.name(), family);
        list.add(new AddressKey(clusterIp, port.protocol(), port.port()), internal, List.of());
        for (IpAddress vip : service.loadBalancerIps()) {
            if (vip.family() == family) {
                list.add(new AddressKey(vip, port.protocol(), port.port()), external, sources);
            }
        }
        for (IpAddress ip : service.externalIps()) {
            if (ip.family() == family) {
                list.add(new AddressKey(ip, port.protocol(), port.port()), external, List.of());
            }
        }
        if (port.nodePort() != 0) {
            list.add(new NodePortKey(port.protocol(), port.nodePort()), external, List.of());
        }
        return list.frontends;
    }

    private static Route internalRoute(EndpointSelection selection, boolean internalLocal) {
        if (!selection.anywhere()) {
            return Route.REJECT;
        }
        if (!internalLocal) {
            return Route.CLUSTER;
        }
        return selection.local().isEmpty() ? Route.DROP : Route.INTERNAL_LOCAL;
    }

    /** The frontends that the Service owns, each key once. */
    private final class FrontendList {
        private final ObjectName service;
        private final IpFamily family;
        private final List<Frontend> frontends = new ArrayList<>(2);

        FrontendList(ObjectName service, IpFamily family) {
            this.service = service;
            this.family = family;
        }

        void add(FrontendKey key, Route route, List<Cidr> sources) {
            if (!has(key) && cluster.owns(service, family, key)) {
                frontends.add(new Frontend(key, route, sources));
            }
        }

        private boolean has(FrontendKey key) {
            for (Frontend frontend : frontends) {
                if (frontend.key().equals(key)) {
                    return true;
                }
            }
            return false;
        }
    }

    private List<Endpoint> clusterSlots(
            List<Frontend> frontends, IpFamily family, @Nullable PortPlan before) {
        if (before != null) {
            return before.cluster();
        }
        for (Frontend frontend : frontends) {
            if (frontend.route().usesClusterPool()) {
                return existing.slots(frontend.key(), family);
            }
        }
        return List.of();
    }

    private List<Endpoint> localSlots(
            List<Frontend> frontends, IpFamily family, @Nullable PortPlan before) {
        if (before != null) {
            return before.local();
        }
        for (Frontend frontend : frontends) {
            switch (frontend.route()) {
                case LOCAL -> {
                    return existing.localSlots(frontend.key(), family);
                }
                case INTERNAL_LOCAL -> {
                    return existing.slots(frontend.key(), family);
                }
                default -> {}
            }
        }
        return List.of();
    }
}
