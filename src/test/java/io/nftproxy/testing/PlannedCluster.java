package io.nftproxy.testing;

import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.core.plan.ExistingSlots;
import io.nftproxy.core.plan.LocalNode;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.plan.ServicePlanner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A small cluster and its plans, as a listener of syncs receives them. All Services are in
 * namespace {@code ns}; the node is {@code here}.
 */
public final class PlannedCluster {
    /** The settings of node {@code here}, which has IPv4 alone. */
    public static final NodeSettings NODE =
            new NodeSettings(
                    "here",
                    List.of(IpFamily.IPV4),
                    null,
                    new PodDetection.NodeCidr(),
                    true,
                    List.of(),
                    Scheduler.RANDOM);

    private final ClusterState state = new ClusterState();
    private final Set<ObjectName> touched = new LinkedHashSet<>();
    private final LocalNode node =
            new LocalNode(
                    "here",
                    null,
                    List.of(IpFamily.IPV4, IpFamily.IPV6),
                    Map.of(),
                    Scheduler.RANDOM);

    /** Adds or replaces a Service with the Cluster policy and without affinity. */
    public void service(String name, String clusterIps, String externalIps, ServicePort... ports) {
        service(name, clusterIps, externalIps, TrafficPolicy.CLUSTER, 0, ports);
    }

    /**
     * Adds or replaces a Service.
     *
     * @param clusterIps separated by blanks
     * @param externalIps likewise; may be empty
     * @param policy both policies
     */
    public void service(
            String name,
            String clusterIps,
            String externalIps,
            TrafficPolicy policy,
            int affinitySeconds,
            ServicePort... ports) {
        put(name, clusterIps, externalIps, policy, affinitySeconds, "", ports);
    }

    /** Adds or replaces a Service with a scheduler, by its annotation. */
    public void scheduledService(
            String name, String clusterIps, String scheduler, ServicePort... ports) {
        put(name, clusterIps, "", TrafficPolicy.CLUSTER, 0, scheduler, ports);
    }

    private void put(
            String name,
            String clusterIps,
            String externalIps,
            TrafficPolicy policy,
            int affinitySeconds,
            String scheduler,
            ServicePort... ports) {
        Service service =
                new Service(
                        named(name),
                        "",
                        0,
                        addresses(clusterIps),
                        addresses(externalIps),
                        List.of(),
                        List.of(),
                        affinitySeconds,
                        policy,
                        policy,
                        scheduler,
                        0,
                        List.of(ports));
        apply(Map.of(service.name(), Optional.of(service)), Map.of());
    }

    /** Removes a Service. */
    public void remove(String name) {
        apply(Map.of(named(name), Optional.empty()), Map.of());
    }

    /**
     * Adds or replaces the slice of a Service in a family.
     *
     * @param endpoints at least one, all of one family, {@code 10.0.0.1 ready serving here}
     */
    public void slice(String service, SlicePort port, String... endpoints) {
        List<SliceEndpoint> list = new ArrayList<>();
        for (String endpoint : endpoints) {
            List<String> words = List.of(endpoint.split(" "));
            list.add(
                    new SliceEndpoint(
                            IpAddress.of(words.getFirst()),
                            words.contains("ready"),
                            words.contains("serving"),
                            words.contains("terminating"),
                            words.contains("here") ? "here" : "there",
                            List.of(),
                            List.of()));
        }
        IpFamily family = list.getFirst().address().family();
        ObjectName name = named(service + family.suffix());
        EndpointSlice slice =
                new EndpointSlice(name, named(service), family, List.of(port), list, 0);
        apply(Map.of(), Map.of(name, Optional.of(slice)));
    }

    /** Removes the slice of a Service in a family. */
    public void removeSlice(String service, IpFamily family) {
        apply(Map.of(), Map.of(named(service + family.suffix()), Optional.empty()));
    }

    public ClusterState state() {
        return state;
    }

    /** Adds, replaces or, without networks, removes a ServiceCIDR. */
    public void serviceCidr(String name, String... networks) {
        Optional<List<Cidr>> cidrs =
                networks.length == 0
                        ? Optional.empty()
                        : Optional.of(Stream.of(networks).map(Cidr::of).toList());
        state.apply(new ClusterDelta(Map.of(), Map.of(), Map.of(name, cidrs), Optional.empty(), 1));
    }

    /** Returns the plans that changed since the last call. */
    public List<ServicePlan> changes() {
        List<ServicePlan> plans = plans(touched);
        touched.clear();
        return plans;
    }

    /** Returns the plans of all Services, absent for removed ones, and forgets changes. */
    public List<ServicePlan> all() {
        touched.addAll(state.serviceNames());
        return changes();
    }

    private List<ServicePlan> plans(Iterable<ObjectName> names) {
        ServicePlanner planner = new ServicePlanner(state, node, ExistingSlots.NONE);
        List<ServicePlan> plans = new ArrayList<>();
        names.forEach(name -> plans.add(planner.plan(name, null)));
        return plans;
    }

    private void apply(
            Map<ObjectName, Optional<Service>> services,
            Map<ObjectName, Optional<EndpointSlice>> slices) {
        ClusterDelta delta = new ClusterDelta(services, slices, Map.of(), Optional.empty(), 1);
        touched.addAll(state.apply(delta).services());
    }

    private static ObjectName named(String name) {
        return new ObjectName("ns", name);
    }

    private static List<IpAddress> addresses(String text) {
        List<IpAddress> addresses = new ArrayList<>();
        for (String address : text.split(" ")) {
            if (!address.isEmpty()) {
                addresses.add(IpAddress.of(address));
            }
        }
        return addresses;
    }
}
