package io.nftproxy.core.render;

import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.PackedElements;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of the table that belongs to one owner: a Service, the node, or the base chains. Several
 * owners can be rendered into one Part; all owners together are the table.
 *
 * <p>A Part is rendered from plans when it is needed. Only the plans are stored, because they are
 * much smaller (ADR 3).
 */
final class Part {
    private final Map<String, SetElements> elements = new LinkedHashMap<>();
    private final Map<String, SetSpec> sets = new LinkedHashMap<>();
    private final Map<String, Chain> chains = new LinkedHashMap<>();
    private final Map<Shared, Uses> shared = new LinkedHashMap<>();

    /** Elements of one set, by set name: a String caches its hash, a SetSpec does not. */
    private record SetElements(SetSpec set, List<Element> elements) {}

    private static final class Uses {
        private int count;
    }

    /** Adds an element to a standard set, or to a set that this Part owns. */
    void add(SetSpec set, Element element) {
        elementsOf(set).add(element);
    }

    /** Adds several elements. */
    void addAll(SetSpec set, Collection<Element> several) {
        if (!several.isEmpty()) {
            elementsOf(set).addAll(several);
        }
    }

    /** Returns the list to which elements of a data map are added as bytes. */
    PackedElements packed(SetSpec map) {
        if (elementsOf(map) instanceof PackedElements packed) {
            return packed;
        }
        throw new IllegalArgumentException("elements of " + map.name() + " cannot be packed");
    }

    private List<Element> elementsOf(SetSpec set) {
        SetElements known = elements.get(set.name());
        if (known == null) {
            known = new SetElements(set, PackedElements.listFor(set));
            elements.put(set.name(), known);
        }
        return known.elements();
    }

    /** Adds a set that belongs to this owner alone; adding it again changes nothing. */
    void own(SetSpec set) {
        sets.put(set.name(), set);
    }

    /** Adds a chain that belongs to this owner alone; adding it again changes nothing. */
    void own(Chain chain) {
        chains.put(chain.name(), chain);
    }

    /** Adds a reference to a shared thing; each reference counts. */
    void use(Shared thing) {
        shared.computeIfAbsent(thing, _ -> new Uses()).count++;
    }

    /** Returns the shared things that this Part refers to. */
    Collection<Shared> shared() {
        return shared.keySet();
    }

    /** Returns the number of references to a shared thing. */
    int usesOf(Shared thing) {
        Uses uses = shared.get(thing);
        return uses == null ? 0 : uses.count;
    }

    /** Returns the number of elements of a set, without those of shared things. */
    int size(String set) {
        SetElements known = elements.get(set);
        return known == null ? 0 : known.elements().size();
    }

    boolean hasChain(String name) {
        return chains.containsKey(name)
                || shared.keySet().stream().anyMatch(thing -> thing.hasChain(name));
    }

    boolean hasSet(String name) {
        return sets.containsKey(name)
                || shared.keySet().stream().anyMatch(thing -> thing.hasSet(name));
    }

    /** Returns the elements of a set, with those of shared things. */
    List<Element> elements(SetSpec set) {
        SetElements known = elements.get(set.name());
        List<Element> all = new ArrayList<>(known == null ? List.of() : known.elements());
        for (Shared thing : shared.keySet()) {
            if (thing instanceof SharedElement(SetSpec other, Element element)
                    && other.name().equals(set.name())) {
                all.add(element);
            }
        }
        return all;
    }

    /**
     * Returns the Part as a table, without shared things.
     *
     * @param standing the standard sets, which exist without elements too
     */
    Ruleset toRuleset(SortedMap<String, SetSpec> standing) {
        SortedMap<String, SetSpec> allSets = standing;
        if (!sets.isEmpty()) {
            allSets = new TreeMap<>(standing);
            allSets.putAll(sets);
        }
        SortedMap<String, List<Element>> bySet = new TreeMap<>();
        elements.forEach((name, held) -> bySet.put(name, held.elements()));
        return new Ruleset(
                Ruleset.Condition.ACTIVE, new TreeMap<>(chains), allSets, bySet, Set.of());
    }
}
