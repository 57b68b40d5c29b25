package io.nftproxy.core.nft;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One table with its content, or {@link #ABSENT}.
 *
 * @param condition the state of the table apart from its content
 * @param chains by name
 * @param sets declarations by name
 * @param elements the elements of each set by name; a set without elements may be missing
 * @param unread names of large sets whose elements are not all known
 */
public record Ruleset(
        Condition condition,
        SortedMap<String, Chain> chains,
        SortedMap<String, SetSpec> sets,
        SortedMap<String, List<Element>> elements,
        Set<String> unread) {

    /** The comment of nftproxy's table, equal to kube-proxy's. */
    public static final String COMMENT = "rules for kube-proxy";

    /** The state of a table apart from its content. */
    public enum Condition {
        /** The table does not exist. */
        ABSENT,
        /** The table exists and its base chains see packets. */
        ACTIVE,
        /** The table has the flag {@code dormant}: its base chains see no packets. */
        DORMANT,
        /**
         * The table has a part that only goes away with the table: another comment, a comment on a
         * chain, a named object, a flowtable.
         */
        ALTERED
    }

    /** No table. */
    public static final Ruleset ABSENT =
            of(List.of(), List.of(), new TreeMap<>()).as(Condition.ABSENT);

    public Ruleset {
        chains = Collections.unmodifiableSortedMap(chains);
        sets = Collections.unmodifiableSortedMap(sets);
        elements = Collections.unmodifiableSortedMap(elements);
        unread = Set.copyOf(unread);
    }

    /** Returns an active table with this content. */
    public static Ruleset of(
            Collection<Chain> chains,
            Collection<SetSpec> sets,
            SortedMap<String, List<Element>> elements) {
        SortedMap<String, Chain> chainsByName = new TreeMap<>();
        chains.forEach(chain -> chainsByName.put(chain.name(), chain));
        SortedMap<String, SetSpec> setsByName = new TreeMap<>();
        sets.forEach(set -> setsByName.put(set.name(), set));
        return new Ruleset(Condition.ACTIVE, chainsByName, setsByName, elements, Set.of());
    }

    /** Returns a table with this content in another condition. */
    public Ruleset as(Condition other) {
        return new Ruleset(other, chains, sets, elements, unread);
    }

    /** Returns whether the table exists. */
    public boolean present() {
        return condition != Condition.ABSENT;
    }

    /** Returns the elements of a set; empty if it has none. */
    public List<Element> elementsOf(String set) {
        return elements.getOrDefault(set, List.of());
    }
}
