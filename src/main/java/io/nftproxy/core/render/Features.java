package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Rules that every packet would pay for are there only while some Service needs them. */
record Features(Map<IpFamily, Set<Feature>> used) {
    enum Feature {
        CLUSTER_IPS(Container.CLUSTER_IPS),
        SERVICES(Container.SERVICE_IPS),
        NODEPORTS(Container.SERVICE_NODEPORTS),
        NO_ENDPOINT_SERVICES(Container.NO_ENDPOINT_SERVICES),
        NO_ENDPOINT_NODEPORTS(Container.NO_ENDPOINT_NODEPORTS),
        HAIRPIN(Container.HAIRPIN),
        SHORT_CIRCUIT(Container.SHORT_CIRCUIT),
        NODEPORT_SHORT_CIRCUIT(Container.NODEPORT_SHORT_CIRCUIT),
        AFFINITY(Container.AFFINITY_SERVICES),
        NODEPORT_AFFINITY(Container.AFFINITY_NODEPORTS),
        FIREWALL(Container.FIREWALL_IPS);

        private final Container container;

        Feature(Container container) {
            this.container = container;
        }
    }

    Features {
        used = Map.copyOf(used);
    }

    /** The features whose container has elements. */
    static Features of(BiPredicate<Container, IpFamily> hasElements) {
        Map<IpFamily, Set<Feature>> used = new EnumMap<>(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            Set<Feature> features = EnumSet.noneOf(Feature.class);
            for (Feature feature : Feature.values()) {
                if (hasElements.test(feature.container, family)) {
                    features.add(feature);
                }
            }
            used.put(family, features);
        }
        return new Features(used);
    }

    /** Whether any family needs it. */
    boolean has(Feature feature) {
        return used.values().stream().anyMatch(features -> features.contains(feature));
    }

    boolean has(Feature feature, IpFamily family) {
        return used.getOrDefault(family, Set.of()).contains(feature);
    }
}
