package io.nftproxy.render;

import io.nftproxy.ruleset.Chain;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.PackedElements;
import io.nftproxy.ruleset.SetSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of the table that is there because of one Service. Made anew whenever it is needed, from
 * the plan: plans are what is kept, they are much smaller.
 */
final class ServiceFragment implements Fragment {
    private final Map<String, SetElements> elements = new LinkedHashMap<>();
    private final Map<String, SetElements> sharedElements = new LinkedHashMap<>();
    private final List<SharedChain> sharedChains = new ArrayList<>();
    private final Map<String, SetSpec> sets = new LinkedHashMap<>();
    private final Map<String, Chain> chains = new LinkedHashMap<>();

    /** Elements of one set. */
    record SetElements(SetSpec set, List<Element> elements) {}

    @Override
    public void add(SetSpec set, Element element) {
        of(elements, set).add(element);
    }

    @Override
    public PackedElements packed(SetSpec map) {
        if (of(elements, map) instanceof PackedElements packed) {
            return packed;
        }
        throw new IllegalArgumentException("elements of " + map.name() + " differ in form");
    }

    @Override
    public void addShared(SetSpec set, Element element) {
        of(sharedElements, set).add(element);
    }

    private static List<Element> of(Map<String, SetElements> elements, SetSpec set) {
        return elements.computeIfAbsent(
                        set.name(), _ -> new SetElements(set, PackedElements.listFor(set)))
                .elements();
    }

    @Override
    public void use(SharedChain chain) {
        sharedChains.add(chain);
    }

    @Override
    public void own(SetSpec set) {
        sets.put(set.name(), set);
    }

    @Override
    public void own(Chain chain) {
        chains.put(chain.name(), chain);
    }

    /** By the set's name. */
    Map<String, SetElements> elements() {
        return elements;
    }

    Map<String, SetElements> sharedElements() {
        return sharedElements;
    }

    /** As often as it is used. */
    List<SharedChain> sharedChains() {
        return sharedChains;
    }

    Map<String, SetSpec> sets() {
        return sets;
    }

    Map<String, Chain> chains() {
        return chains;
    }
}
