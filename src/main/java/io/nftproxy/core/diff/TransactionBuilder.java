package io.nftproxy.core.diff;

import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects changes in any order and puts them into one the kernel accepts.
 *
 * <p>What is referred to is added before what refers to it, and deleted after it. Elements are
 * deleted before others are added: a key may only be there once, and a sized set may be full.
 */
public final class TransactionBuilder {
    private final TableRef table;
    private final List<Operation> first = new ArrayList<>();
    private final List<Operation> newChains = new ArrayList<>();
    private final List<Operation> flushes = new ArrayList<>();
    private final Map<String, SetElements> deletedElements = new LinkedHashMap<>();
    private final Map<String, SetElements> destroyedElements = new LinkedHashMap<>();
    private final List<Operation> replacedSets = new ArrayList<>();
    private final List<Operation> newSets = new ArrayList<>();
    private final List<Operation> rules = new ArrayList<>();
    private final Map<String, SetElements> addedElements = new LinkedHashMap<>();
    private final List<Operation> addedLists = new ArrayList<>();
    private final List<Operation> expiringElements = new ArrayList<>();
    private final List<Operation> goneSets = new ArrayList<>();
    private final List<Operation> goneChains = new ArrayList<>();

    /** By name, not by declaration: that is hashed once, and a hundred thousand ask. */
    private record SetElements(SetSpec set, List<Element> elements) {}

    public TransactionBuilder(TableRef table) {
        this.table = table;
    }

    /** Adds the table, or makes a dormant one active. */
    public void addTable() {
        first.add(new Operation.AddTable(table, Ruleset.COMMENT));
    }

    /** Deletes the table with all it holds. */
    public void deleteTable() {
        first.add(new Operation.DeleteTable(table));
    }

    /** Adds a chain with its rules. */
    public void addChain(Chain chain) {
        newChains.add(new Operation.AddChain(table, chain));
        addRules(chain);
    }

    /** Replaces the rules of a chain that stays. */
    public void replaceRules(Chain chain) {
        flushes.add(new Operation.FlushChain(table, chain.name()));
        addRules(chain);
    }

    private void addRules(Chain chain) {
        for (Rule rule : chain.rules()) {
            rules.add(new Operation.AddRule(table, chain.name(), rule));
        }
    }

    /** Deletes a base chain and adds it at another hook or priority, with its rules. */
    public void moveChain(Chain chain) {
        first.add(new Operation.FlushChain(table, chain.name()));
        first.add(new Operation.DeleteChain(table, chain.name()));
        addChain(chain);
    }

    /** Deletes a chain that nothing refers to after this transaction. */
    public void deleteChain(String chain) {
        flushes.add(new Operation.FlushChain(table, chain));
        goneChains.add(new Operation.DeleteChain(table, chain));
    }

    public void addSet(SetSpec set) {
        newSets.add(new Operation.AddSet(table, set));
    }

    /** Deletes a set that no rule refers to after this transaction. */
    public void deleteSet(String set) {
        goneSets.add(new Operation.DeleteSet(table, set));
    }

    /** Deletes a set to make room for one of the same name; every rule using it is replaced too. */
    public void replaceSet(SetSpec set) {
        replacedSets.add(new Operation.DeleteSet(table, set.name()));
        addSet(set);
    }

    public void addElement(SetSpec set, Element element) {
        of(addedElements, set).add(element);
    }

    /**
     * Adds many elements, none of which is added in another way.
     *
     * @param elements not copied: a table has a hundred thousand
     */
    public void addElements(SetSpec set, List<Element> elements) {
        if (!elements.isEmpty()) {
            addedLists.add(new Operation.AddElements(table, set, elements));
        }
    }

    public void deleteElement(SetSpec set, Element element) {
        of(deletedElements, set).add(element);
    }

    /** Deletes an element that may have expired by then. */
    public void destroyElement(SetSpec set, Element element) {
        of(destroyedElements, set).add(element);
    }

    /** Adds elements that vanish after a time; those with the same keys have to be destroyed. */
    public void addExpiringElements(SetSpec set, List<Element> elements, long timeoutMs) {
        if (!elements.isEmpty()) {
            expiringElements.add(
                    new Operation.AddExpiringElements(
                            table, set, List.copyOf(elements), timeoutMs));
        }
    }

    private static List<Element> of(Map<String, SetElements> elements, SetSpec set) {
        return elements.computeIfAbsent(set.name(), _ -> new SetElements(set, new ArrayList<>()))
                .elements();
    }

    public Transaction build() {
        List<Operation> all = new ArrayList<>(first);
        all.addAll(newChains);
        all.addAll(flushes);
        for (SetElements gone : deletedElements.values()) {
            all.add(new Operation.DeleteElements(table, gone.set(), gone.elements()));
        }
        for (SetElements gone : destroyedElements.values()) {
            all.add(new Operation.DestroyElements(table, gone.set(), gone.elements()));
        }
        all.addAll(replacedSets);
        all.addAll(newSets);
        all.addAll(rules);
        for (SetElements added : addedElements.values()) {
            all.add(new Operation.AddElements(table, added.set(), added.elements()));
        }
        all.addAll(addedLists);
        all.addAll(expiringElements);
        all.addAll(goneSets);
        all.addAll(goneChains);
        return new Transaction(all);
    }
}
