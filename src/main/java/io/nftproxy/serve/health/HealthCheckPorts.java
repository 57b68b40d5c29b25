package io.nftproxy.serve.health;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.NodePortMatch;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PortEndpoint;
import io.nftproxy.core.plan.PortEndpoints;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.sync.Commit;
import io.nftproxy.sync.CommitFollower;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Keeps the health check ports of Services open on the addresses that accept nodePorts, and counts
 * the local endpoints that they report. Owned by the sync thread.
 *
 * <p>An endpoint counts if it serves a port of the Service: a pod whose slice lacks the port, as in
 * a rollout that renames it, serves nothing.
 */
public final class HealthCheckPorts implements CommitFollower {
    private final String nodeName;
    private final BiConsumer<Map<ObjectName, ServiceHealth>, List<IpAddress>> servers;
    private final NodeSettings nodeSettings;
    private final Supplier<? extends Collection<IpAddress>> localAddresses;
    private final Map<ObjectName, ServiceHealth> services = new HashMap<>();
    private List<IpAddress> servedOn = List.of();

    /**
     * Creates it without any port.
     *
     * @param servers {@link ServiceHealthServers#update}
     */
    public HealthCheckPorts(
            String nodeName,
            BiConsumer<Map<ObjectName, ServiceHealth>, List<IpAddress>> servers,
            NodeSettings nodeSettings,
            Supplier<? extends Collection<IpAddress>> localAddresses) {
        this.nodeName = nodeName;
        this.servers = servers;
        this.nodeSettings = nodeSettings;
        this.localAddresses = localAddresses;
    }

    @Override
    public void onCommitted(Commit commit) {
        boolean changed = false;
        for (ServicePlan plan : commit.plans()) {
            Service service = commit.cluster().service(plan.service());
            if (service == null || service.healthCheckNodePort() == 0) {
                changed |= services.remove(plan.service()) != null;
            } else {
                ServiceHealth now = health(service, commit.cluster().slicesOf(service.name()));
                changed |= !now.equals(services.put(service.name(), now));
            }
        }
        List<IpAddress> addresses = services.isEmpty() ? List.of() : addresses(commit.cluster());
        if (changed || !addresses.equals(servedOn)) {
            servedOn = addresses;
            servers.accept(Map.copyOf(services), addresses);
        }
    }

    private ServiceHealth health(Service service, List<EndpointSlice> slices) {
        Map<IpFamily, Integer> counts = new EnumMap<>(IpFamily.class);
        for (IpAddress clusterIp : service.clusterIps()) {
            IpFamily family = clusterIp.family();
            Set<IpAddress> ready = new HashSet<>();
            for (ServicePort port : service.ports()) {
                for (PortEndpoint endpoint : PortEndpoints.of(port, family, slices)) {
                    SliceEndpoint facts = endpoint.facts();
                    if (facts.ready() && nodeName.equals(facts.nodeName())) {
                        ready.add(facts.address());
                    }
                }
            }
            counts.put(family, ready.size());
        }
        return new ServiceHealth(service.healthCheckNodePort(), counts);
    }

    /** Returns the addresses; 0.0.0.0 and :: stand for all of their family. */
    private List<IpAddress> addresses(ClusterState cluster) {
        NodePlan nodePlan = nodeSettings.plan(cluster.node(), localAddresses.get(), cluster);
        List<IpAddress> addresses = new ArrayList<>();
        for (IpFamily family : nodeSettings.families()) {
            switch (nodePlan.nodePorts().get(family)) {
                case NodePortMatch.AnyLocal() ->
                        addresses.add(IpAddress.of(family == IpFamily.IPV4 ? "0.0.0.0" : "::"));
                case NodePortMatch.Addresses(List<IpAddress> some) -> addresses.addAll(some);
                case null -> {}
            }
        }
        return addresses;
    }
}
