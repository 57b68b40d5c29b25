package io.nftproxy.testing;

import io.nftproxy.model.EndpointSlice;
import io.nftproxy.model.ObjectName;
import io.nftproxy.model.Service;
import io.nftproxy.snapshot.ClusterDelta;
import io.nftproxy.testing.RandomCluster.Objects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;

/** The events that lead from one cluster to another, in any order and any batches. */
public final class ClusterEvents {
    private ClusterEvents() {}

    /** All of them at once. */
    public static ClusterDelta between(Objects from, Objects to) {
        return batches(from, to, new Random(0), 1).getFirst();
    }

    /** Shuffled and cut into this many batches. */
    public static List<ClusterDelta> batches(Objects from, Objects to, Random random, int count) {
        List<BiConsumer<Map<ObjectName, Optional<Service>>, Slices>> events = new ArrayList<>();
        for (ObjectName name : union(from.services().keySet(), to.services().keySet())) {
            Optional<Service> state = Optional.ofNullable(to.services().get(name));
            events.add((services, _) -> services.put(name, state));
        }
        for (ObjectName name : union(from.slices().keySet(), to.slices().keySet())) {
            Optional<EndpointSlice> state = Optional.ofNullable(to.slices().get(name));
            events.add((_, slices) -> slices.byName.put(name, state));
        }
        Collections.shuffle(events, random);
        List<ClusterDelta> batches = new ArrayList<>();
        for (int batch = 0; batch < count; batch++) {
            Map<ObjectName, Optional<Service>> services = new LinkedHashMap<>();
            Slices slices = new Slices();
            int end = events.size() * (batch + 1) / count;
            for (var event : events.subList(events.size() * batch / count, end)) {
                event.accept(services, slices);
            }
            batches.add(
                    new ClusterDelta(services, slices.byName, Map.of(), Optional.empty(), 1, 1));
        }
        return batches;
    }

    private static final class Slices {
        private final Map<ObjectName, Optional<EndpointSlice>> byName = new LinkedHashMap<>();
    }

    private static Set<ObjectName> union(Set<ObjectName> a, Set<ObjectName> b) {
        Set<ObjectName> all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }
}
