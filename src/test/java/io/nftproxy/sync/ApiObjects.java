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
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        services.forEach(loop.inbox::serviceChanged);
        slices.forEach(loop.inbox::sliceChanged);
        serviceCidrs.forEach(loop.inbox::serviceCidrChanged);
        loop.inbox.nodeChanged(node);
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
        events.services()
                .forEach(
                        (name, service) -> {
                            change(services, name, service.orElse(null));
                            loop.inbox.serviceChanged(name, service.orElse(null));
                        });
        events.slices()
                .forEach(
                        (name, slice) -> {
                            change(slices, name, slice.orElse(null));
                            loop.inbox.sliceChanged(name, slice.orElse(null));
                        });
        events.serviceCidrs()
                .forEach(
                        (name, cidrs) -> {
                            change(serviceCidrs, name, cidrs.orElse(null));
                            loop.inbox.serviceCidrChanged(name, cidrs.orElse(null));
                        });
        events.node()
                .flatMap(changed -> changed)
                .ifPresent(
                        changed -> {
                            node = changed;
                            loop.inbox.nodeChanged(changed);
                        });
    }

    private static <K, V> void change(Map<K, V> objects, K name, @Nullable V object) {
        if (object == null) {
            objects.remove(name);
        } else {
            objects.put(name, object);
        }
    }
}
