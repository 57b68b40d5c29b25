package io.nftproxy.ruleset;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One table with all it holds, or the absence of one ({@link #ABSENT}).
 *
 * @param present false when the kernel has no such table
 * @param chains by name
 * @param sets declarations by name
 * @param elements elements of each set by its name; a set without any may be missing here
 */
public record Ruleset(
        boolean present,
        SortedMap<String, Chain> chains,
        SortedMap<String, SetSpec> sets,
        SortedMap<String, List<Element>> elements) {

    /** No table. */
    public static final Ruleset ABSENT =
            new Ruleset(false, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public Ruleset {
        chains = Collections.unmodifiableSortedMap(chains);
        sets = Collections.unmodifiableSortedMap(sets);
        elements = Collections.unmodifiableSortedMap(elements);
    }

    /** A table of these parts. */
    public static Ruleset of(
            Collection<Chain> chains,
            Collection<SetSpec> sets,
            SortedMap<String, List<Element>> elements) {
        SortedMap<String, Chain> chainsByName = new TreeMap<>();
        chains.forEach(chain -> chainsByName.put(chain.name(), chain));
        SortedMap<String, SetSpec> setsByName = new TreeMap<>();
        sets.forEach(set -> setsByName.put(set.name(), set));
        return new Ruleset(true, chainsByName, setsByName, elements);
    }

    /** The elements of a set; empty if it has none. */
    public List<Element> elementsOf(String set) {
        return elements.getOrDefault(set, List.of());
    }
}
