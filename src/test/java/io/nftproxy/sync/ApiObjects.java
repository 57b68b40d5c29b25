package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.testing.ClusterEvents;
import io.nftproxy.testing.RandomCluster.Objects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The objects of a simulated API server, and the addresses of the node's interfaces. */
final class ApiObjects {
    private final Map<ObjectName, Service> services;
    private final Map<ObjectName, EndpointSlice> slices;
    private final Map<String, List<Cidr>> serviceCidrs;
    private Node node;
    private List<IpAddress> addresses;

    ApiObjects(Objects objects) {
        services = new LinkedHashMap<>(objects.services());
        slices = new LinkedHashMap<>(objects.slices());
        serviceCidrs = new LinkedHashMap<>(objects.serviceCidrs());
        node = objects.node();
        addresses = objects.localAddresses();
    }

    /** Lists all objects into a loop's inbox. */
    void list(SimulatedLoop loop) {
        loop.addresses = Set.copyOf(addresses);
        services.values().forEach(loop.inbox::put);
        slices.values().forEach(loop.inbox::put);
        serviceCidrs.forEach(loop.inbox::putServiceCidr);
        loop.inbox.put(node);
        loop.listed();
    }

    /** Changes some objects towards another cluster, and sends the events. */
    void change(Objects other, Random random, SimulatedLoop loop) {
        Objects present = new Objects(services, slices, serviceCidrs, node, addresses);
        ClusterDelta events = ClusterEvents.batches(present, other, random, 3).getFirst();
        if (random.nextInt(4) == 0) {
            addresses = other.localAddresses();
            loop.addresses = Set.copyOf(addresses);
            loop.inbox.wake();
        }
        events.services().forEach((name, service) -> change(name, service, loop.inbox));
        events.slices().forEach((name, slice) -> changeSlice(name, slice, loop.inbox));
        events.serviceCidrs().forEach((name, cidrs) -> changeCidrs(name, cidrs, loop.inbox));
        events.node()
                .flatMap(changed -> changed)
                .ifPresent(
                        changed -> {
                            node = changed;
                            loop.inbox.put(changed);
                        });
    }

    private void change(ObjectName name, Optional<Service> service, ChangeInbox inbox) {
        if (service.isPresent()) {
            services.put(name, service.get());
            inbox.put(service.get());
        } else {
            services.remove(name);
            inbox.removeService(name);
        }
    }

    private void changeSlice(ObjectName name, Optional<EndpointSlice> slice, ChangeInbox inbox) {
        if (slice.isPresent()) {
            slices.put(name, slice.get());
            inbox.put(slice.get());
        } else {
            slices.remove(name);
            inbox.removeSlice(name);
        }
    }

    private void changeCidrs(String name, Optional<List<Cidr>> cidrs, ChangeInbox inbox) {
        if (cidrs.isPresent()) {
            serviceCidrs.put(name, cidrs.get());
            inbox.putServiceCidr(name, cidrs.get());
        } else {
            serviceCidrs.remove(name);
            inbox.removeServiceCidr(name);
        }
    }
}
