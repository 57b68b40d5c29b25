package io.nftproxy.render;

import io.nftproxy.ruleset.Chain;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.SetSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of the table that is there because of one Service. Made anew whenever it is needed, from
 * the plan: plans are what is kept, they are much smaller.
 */
final class ServiceFragment {
    private final Map<String, SetElements> elements = new LinkedHashMap<>();
    private final Map<String, SetElements> sharedElements = new LinkedHashMap<>();
    private final Set<SharedChain> sharedChains = new LinkedHashSet<>();
    private final Map<String, SetSpec> sets = new LinkedHashMap<>();
    private final Map<String, Chain> chains = new LinkedHashMap<>();

    /** Elements of one set. */
    record SetElements(SetSpec set, List<Element> elements) {}

    void add(SetSpec set, Element element) {
        elements.computeIfAbsent(set.name(), _ -> new SetElements(set, new ArrayList<>()))
                .elements()
                .add(element);
    }

    /** An element that is there as long as any Service wants it. */
    void addShared(SetSpec set, Element element) {
        sharedElements
                .computeIfAbsent(set.name(), _ -> new SetElements(set, new ArrayList<>()))
                .elements()
                .add(element);
    }

    void use(SharedChain chain) {
        sharedChains.add(chain);
    }

    /** A set of the Service's own. */
    void own(SetSpec set) {
        sets.put(set.name(), set);
    }

    /** A chain of the Service's own. */
    void own(Chain chain) {
        chains.put(chain.name(), chain);
    }

    /** By the set's name. */
    Map<String, SetElements> elements() {
        return elements;
    }

    Map<String, SetElements> sharedElements() {
        return sharedElements;
    }

    Set<SharedChain> sharedChains() {
        return sharedChains;
    }

    Map<String, SetSpec> sets() {
        return sets;
    }

    Map<String, Chain> chains() {
        return chains;
    }
}
