package io.nftproxy.testing;

import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.testing.RandomCluster.Objects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** The events between two states of a cluster, in any order and any batches. */
public final class ClusterEvents {
    private ClusterEvents() {}

    /** Returns all events in one batch. */
    public static ClusterDelta between(Objects from, Objects to) {
        return batches(from, to, new Random(0), 1).getFirst();
    }

    /** Returns the events shuffled, in a number of batches. */
    public static List<ClusterDelta> batches(Objects from, Objects to, Random random, int count) {
        List<Consumer<Batch>> events = new ArrayList<>();
        changes(from.services(), to.services())
                .forEach((name, now) -> events.add(batch -> batch.services.put(name, now)));
        changes(from.slices(), to.slices())
                .forEach((name, now) -> events.add(batch -> batch.slices.put(name, now)));
        changes(from.serviceCidrs(), to.serviceCidrs())
                .forEach((name, now) -> events.add(batch -> batch.serviceCidrs.put(name, now)));
        if (!from.node().equals(to.node())) {
            events.add(batch -> batch.node = Optional.of(Optional.of(to.node())));
        }
        Collections.shuffle(events, random);
        List<ClusterDelta> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int end = events.size() * (i + 1) / count;
            Batch batch = new Batch();
            events.subList(events.size() * i / count, end).forEach(event -> event.accept(batch));
            batches.add(batch.toDelta());
        }
        return batches;
    }

    private static final class Batch {
        private final Map<ObjectName, Optional<Service>> services = new LinkedHashMap<>();
        private final Map<ObjectName, Optional<EndpointSlice>> slices = new LinkedHashMap<>();
        private final Map<String, Optional<List<Cidr>>> serviceCidrs = new LinkedHashMap<>();
        private Optional<Optional<Node>> node = Optional.empty();

        ClusterDelta toDelta() {
            return new ClusterDelta(services, slices, serviceCidrs, node, 1);
        }
    }

    /** Returns an event for each object of either state, also for an unchanged one. */
    private static <K, V> Map<K, Optional<V>> changes(Map<K, V> from, Map<K, V> to) {
        Set<K> names = new HashSet<>(from.keySet());
        names.addAll(to.keySet());
        Map<K, Optional<V>> changes = new HashMap<>();
        names.forEach(name -> changes.put(name, Optional.ofNullable(to.get(name))));
        return changes;
    }
}
