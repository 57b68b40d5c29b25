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
 * A builder that accepts changes in any order and emits operations in an order that the kernel
 * accepts.
 *
 * <p>Chains and sets are added before the rules and elements that refer to them, and deleted after
 * them. Elements are deleted before others are added: a key must be unique, and a set with a size
 * may be full.
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

    /**
     * Elements by set name. A String caches its hash and a SetSpec does not, which matters for a
     * hundred thousand elements.
     */
    private record SetElements(SetSpec set, List<Element> elements) {}

    public TransactionBuilder(TableRef table) {
        this.table = table;
    }

    /** Adds the table, or makes a dormant one active. */
    public void addTable() {
        first.add(new Operation.AddTable(table, Ruleset.COMMENT));
    }

    /** Deletes the table with its content. */
    public void deleteTable() {
        first.add(new Operation.DeleteTable(table));
    }

    /** Adds a chain with its rules. */
    public void addChain(Chain chain) {
        newChains.add(new Operation.AddChain(table, chain));
        addRules(chain);
    }

    /** Replaces the rules of an existing chain. */
    public void replaceRules(Chain chain) {
        flushes.add(new Operation.FlushChain(table, chain.name()));
        addRules(chain);
    }

    private void addRules(Chain chain) {
        for (Rule rule : chain.rules()) {
            rules.add(new Operation.AddRule(table, chain.name(), rule));
        }
    }

    /** Deletes a base chain and adds it with its rules at another hook or priority. */
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

    /**
     * Replaces a set by one with the same name and another declaration. The caller replaces every
     * rule that uses it.
     */
    public void replaceSet(SetSpec set) {
        replacedSets.add(new Operation.DeleteSet(table, set.name()));
        addSet(set);
    }

    public void addElement(SetSpec set, Element element) {
        of(addedElements, set).add(element);
    }

    /**
     * Adds many elements, none of which is also added one by one.
     *
     * @param elements not copied, because a table has a hundred thousand
     */
    public void addElements(SetSpec set, List<Element> elements) {
        if (!elements.isEmpty()) {
            addedLists.add(new Operation.AddElements(table, set, elements));
        }
    }

    public void deleteElement(SetSpec set, Element element) {
        of(deletedElements, set).add(element);
    }

    /** Deletes an element that may expire before the commit. */
    public void destroyElement(SetSpec set, Element element) {
        of(destroyedElements, set).add(element);
    }

    /** Adds elements with a timeout. The caller destroys existing elements with the same keys. */
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
