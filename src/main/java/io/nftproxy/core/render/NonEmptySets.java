package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The standard sets that have at least one element, by family. The base chains look up only these:
 * a packet does not pay for a lookup that cannot succeed.
 */
record NonEmptySets(Map<IpFamily, Set<StandardSet>> byFamily) {
    NonEmptySets {
        byFamily = Map.copyOf(byFamily);
    }

    static NonEmptySets of(BiPredicate<StandardSet, IpFamily> hasElements) {
        Map<IpFamily, Set<StandardSet>> byFamily = new EnumMap<>(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            Set<StandardSet> sets = EnumSet.noneOf(StandardSet.class);
            for (StandardSet set : StandardSet.values()) {
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
