package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The optional sets that have at least one element, by family. The base chains look up only these:
 * a packet does not pay for a lookup that cannot succeed.
 */
record NonEmptySets(Map<IpFamily, Set<StandardSet>> byFamily) {
    /** The sets whose lookups are left out of the base chains while they are empty. */
    private static final List<StandardSet> OPTIONAL =
            List.of(
                    StandardSet.CLUSTER_IPS,
                    StandardSet.HAIRPIN,
                    StandardSet.SERVICE_IPS,
                    StandardSet.SHORT_CIRCUIT,
                    StandardSet.SERVICE_NODEPORTS,
                    StandardSet.NODEPORT_SHORT_CIRCUIT,
                    StandardSet.NO_ENDPOINT_SERVICES,
                    StandardSet.NO_ENDPOINT_NODEPORTS,
                    StandardSet.FIREWALL_IPS,
                    StandardSet.AFFINITY_SERVICES,
                    StandardSet.AFFINITY_NODEPORTS);

    NonEmptySets {
        byFamily = Map.copyOf(byFamily);
    }

    static NonEmptySets of(BiPredicate<StandardSet, IpFamily> hasElements) {
        Map<IpFamily, Set<StandardSet>> byFamily = new EnumMap<>(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            Set<StandardSet> sets = EnumSet.noneOf(StandardSet.class);
            for (StandardSet set : OPTIONAL) {
                if (hasElements.test(set, family)) {
                    sets.add(set);
                }
            }
            byFamily.put(family, sets);
        }
        return new NonEmptySets(byFamily);
    }

    /** Returns whether the set has elements in any family. */
    boolean has(StandardSet set) {
        return byFamily.values().stream().anyMatch(sets -> sets.contains(set));
    }

    /** Returns whether the set has elements in this family. */
    boolean has(StandardSet set, IpFamily family) {
        return byFamily.getOrDefault(family, Set.of()).contains(set);
    }
}
