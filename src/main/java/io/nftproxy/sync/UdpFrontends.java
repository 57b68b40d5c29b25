package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which UDP frontends each Service has, so that they are known when the Service is gone. Owned by
 * the writer thread.
 */
final class UdpFrontends {
    private final Map<ObjectName, Set<UdpFrontend>> known = new HashMap<>();
    private final Set<UdpFrontend> found = new HashSet<>();

    /** The kernel had these: they may be of Services that went while nobody looked. */
    void found(Map<IpFamily, Set<FrontendKey>> frontends) {
        frontends.forEach(
                (family, keys) -> keys.forEach(key -> found.add(new UdpFrontend(family, key))));
    }

    /**
     * Who serves the UDP frontends that Services have, or had until now.
     *
     * @param changed plans of the Services to look at; an absent one is gone
     * @param full whether these are all
     * @return the endpoints that are ready or serving; empty if nobody is, or nobody owns the
     *     frontend any more
     */
    Map<UdpFrontend, Set<Endpoint>> serving(
            ClusterState cluster, List<ServicePlan> changed, boolean full) {
        Map<UdpFrontend, Set<Endpoint>> serving = new HashMap<>();
        Set<ObjectName> unseen = full ? new HashSet<>(known.keySet()) : Set.of();
        for (ServicePlan plan : changed) {
            Map<UdpFrontend, Set<Endpoint>> now = serving(cluster, plan);
            abandon(replace(plan.service(), now.keySet()), serving);
            serving.putAll(now);
            if (full) {
                unseen.remove(plan.service());
            }
        }
        for (ObjectName gone : unseen) {
            abandon(replace(gone, Set.of()), serving);
        }
        if (full) {
            abandon(found, serving);
            found.clear();
        }
        return serving;
    }

    private @Nullable Set<UdpFrontend> replace(ObjectName service, Set<UdpFrontend> now) {
        return now.isEmpty() ? known.remove(service) : known.put(service, Set.copyOf(now));
    }

    /** A Service that took one of these over has changed, too, and says who serves it. */
    private static void abandon(
            @Nullable Set<UdpFrontend> frontends, Map<UdpFrontend, Set<Endpoint>> serving) {
        if (frontends != null) {
            frontends.forEach(frontend -> serving.putIfAbsent(frontend, Set.of()));
        }
    }

    private static Map<UdpFrontend, Set<Endpoint>> serving(ClusterState cluster, ServicePlan plan) {
        Service service = cluster.service(plan.service());
        if (service == null || !hasUdp(service)) {
            return Map.of();
        }
        Map<UdpFrontend, Set<Endpoint>> serving = new HashMap<>();
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
            Map<UdpFrontend, Set<Endpoint>> serving) {
        Set<Endpoint> endpoints = new HashSet<>();
        for (PortEndpoint endpoint :
                PortEndpoints.of(port, plan.family(), cluster.slicesOf(plan.name().service()))) {
            if (endpoint.facts().ready() || endpoint.facts().serving()) {
                endpoints.add(endpoint.endpoint());
            }
        }
        Set<Endpoint> copy = Set.copyOf(endpoints);
        for (Frontend frontend : plan.frontends()) {
            serving.put(new UdpFrontend(plan.family(), frontend.key()), copy);
        }
    }
}
