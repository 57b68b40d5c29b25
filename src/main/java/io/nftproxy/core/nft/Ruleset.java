package io.nftproxy.core.nft;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One table with all it holds, or the absence of one ({@link #ABSENT}).
 *
 * @param condition what the table is like apart from its content
 * @param chains by name
 * @param sets declarations by name
 * @param elements elements of each set by its name; a set without any may be missing here
 */
public record Ruleset(
        Condition condition,
        SortedMap<String, Chain> chains,
        SortedMap<String, SetSpec> sets,
        SortedMap<String, List<Element>> elements) {

    /** The comment that our table has. */
    public static final String COMMENT = "rules for kube-proxy";

    /** What a table is like, apart from its content. */
    public enum Condition {
        /** There is no such table. */
        ABSENT,
        /** Packets meet its base chains. */
        ACTIVE,
        /** The table has the flag {@code dormant}: no packet meets its base chains. */
        DORMANT,
        /**
         * The table has something that only leaves together with the table: another comment, a
         * comment on a chain, a named object, a flowtable.
         */
        ALTERED
    }

    /** No table. */
    public static final Ruleset ABSENT =
            new Ruleset(Condition.ABSENT, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public Ruleset {
        chains = Collections.unmodifiableSortedMap(chains);
        sets = Collections.unmodifiableSortedMap(sets);
        elements = Collections.unmodifiableSortedMap(elements);
    }

    /** An active table of these parts. */
    public static Ruleset of(
            Collection<Chain> chains,
            Collection<SetSpec> sets,
            SortedMap<String, List<Element>> elements) {
        SortedMap<String, Chain> chainsByName = new TreeMap<>();
        chains.forEach(chain -> chainsByName.put(chain.name(), chain));
        SortedMap<String, SetSpec> setsByName = new TreeMap<>();
        sets.forEach(set -> setsByName.put(set.name(), set));
        return new Ruleset(Condition.ACTIVE, chainsByName, setsByName, elements);
    }

    /** Whether there is such a table. */
    public boolean present() {
        return condition != Condition.ABSENT;
    }

    /** The elements of a set; empty if it has none. */
    public List<Element> elementsOf(String set) {
        return elements.getOrDefault(set, List.of());
    }
}
