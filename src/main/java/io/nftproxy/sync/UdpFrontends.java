package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.plan.Frontend;
import io.nftproxy.core.plan.PortEndpoint;
import io.nftproxy.core.plan.PortEndpoints;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.ServicePlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The UDP frontends of each Service, remembered until it is gone. Owned by the sync thread. */
final class UdpFrontends {
    private final Map<ObjectName, Set<FamilyFrontend>> known = new HashMap<>();

    /**
     * Returns the endpoints of the UDP frontends that Services have, or had until this commit:
     * those that are ready or serving. A frontend that no Service owns any more has none, as have
     * those that the kernel's table was found to have of Services that went while no proxy ran.
     */
    Map<FamilyFrontend, Set<Endpoint>> serving(Commit commit) {
        Map<FamilyFrontend, Set<Endpoint>> serving = new HashMap<>();
        for (ServicePlan plan : commit.plans()) {
            Map<FamilyFrontend, Set<Endpoint>> now = serving(commit.cluster(), plan);
            abandon(replace(plan.service(), now.keySet()), serving);
            serving.putAll(now);
        }
        commit.found()
                .forEach(
                        (family, keys) ->
                                keys.forEach(
                                        key ->
                                                serving.putIfAbsent(
                                                        new FamilyFrontend(family, key),
                                                        Set.of())));
        return serving;
    }

    private @Nullable Set<FamilyFrontend> replace(ObjectName service, Set<FamilyFrontend> now) {
        return now.isEmpty() ? known.remove(service) : known.put(service, Set.copyOf(now));
    }

    /** Keeps the endpoints of a frontend that another changed Service has taken over. */
    private static void abandon(
            @Nullable Set<FamilyFrontend> frontends, Map<FamilyFrontend, Set<Endpoint>> serving) {
        if (frontends != null) {
            frontends.forEach(frontend -> serving.putIfAbsent(frontend, Set.of()));
        }
    }

    private static Map<FamilyFrontend, Set<Endpoint>> serving(
            ClusterState cluster, ServicePlan plan) {
        Service service = cluster.service(plan.service());
        if (service == null || !hasUdp(service)) {
            return Map.of();
        }
        Map<FamilyFrontend, Set<Endpoint>> serving = new HashMap<>();
        for (ServicePort port : service.ports()) {
            for (PortPlan portPlan : plan.ports()) {
                if (port.protocol() == Protocol.UDP && isOf(portPlan, port)) {
                    add(cluster, port, portPlan, serving);
                }
            }
        }
        return serving;
    }

    private static boolean hasUdp(Service service) {
        for (ServicePort port : service.ports()) {
            if (port.protocol() == Protocol.UDP) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(PortPlan plan, ServicePort port) {
        return plan.name().protocol() == port.protocol() && plan.name().port().equals(port.name());
    }

    private static void add(
            ClusterState cluster,
            ServicePort port,
            PortPlan plan,
            Map<FamilyFrontend, Set<Endpoint>> serving) {
        Set<Endpoint> endpoints = new HashSet<>();
        for (PortEndpoint endpoint :
                PortEndpoints.of(port, plan.family(), cluster.slicesOf(plan.name().service()))) {
            if (endpoint.facts().ready() || endpoint.facts().serving()) {
                endpoints.add(endpoint.endpoint());
            }
        }
        Set<Endpoint> copy = Set.copyOf(endpoints);
        for (Frontend frontend : plan.frontends()) {
            serving.put(new FamilyFrontend(plan.family(), frontend.key()), copy);
        }
    }
}
