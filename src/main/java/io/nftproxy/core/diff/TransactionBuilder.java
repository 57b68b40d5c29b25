package io.nftproxy.core.diff;

import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
    private final Map<Phase, List<Operation>> operations = new EnumMap<>(Phase.class);

    /*
     * Elements by set name. A String caches its hash and a SetSpec does not, which matters for a
     * hundred thousand elements.
     */
    private final Map<String, List<Element>> deleted = new HashMap<>();
    private final Map<String, List<Element>> destroyed = new HashMap<>();
    private final Map<String, List<Element>> added = new HashMap<>();

    /** Groups of operations, in the order in which the kernel receives them. */
    private enum Phase {
        TABLE,
        NEW_CHAINS,
        FLUSHES,
        DELETED_ELEMENTS,
        DESTROYED_ELEMENTS,
        REPLACED_SETS,
        NEW_SETS,
        RULES,
        ADDED_ELEMENTS,
        ADDED_LISTS,
        EXPIRING_ELEMENTS,
        DELETED_SETS,
        DELETED_CHAINS
    }

    public TransactionBuilder(TableRef table) {
        this.table = table;
    }

    /** Adds the table, or makes a dormant one active. */
    public void addTable() {
        add(Phase.TABLE, new Operation.AddTable(table, Ruleset.COMMENT));
    }

    /** Deletes the table with its content. */
    public void deleteTable() {
        add(Phase.TABLE, new Operation.DeleteTable(table));
    }

    /** Adds a chain with its rules. */
    public void addChain(Chain chain) {
        add(Phase.NEW_CHAINS, new Operation.AddChain(table, chain));
        addRules(chain);
    }

    /** Replaces the rules of an existing chain. */
    public void replaceRules(Chain chain) {
        add(Phase.FLUSHES, new Operation.FlushChain(table, chain.name()));
        addRules(chain);
    }

    private void addRules(Chain chain) {
        for (Rule rule : chain.rules()) {
            add(Phase.RULES, new Operation.AddRule(table, chain.name(), rule));
        }
    }

    /** Deletes a base chain and adds it with its rules at another hook or priority. */
    public void moveChain(Chain chain) {
        add(Phase.TABLE, new Operation.FlushChain(table, chain.name()));
        add(Phase.TABLE, new Operation.DeleteChain(table, chain.name()));
        addChain(chain);
    }

    /** Deletes a chain that nothing refers to after this transaction. */
    public void deleteChain(String chain) {
        add(Phase.FLUSHES, new Operation.FlushChain(table, chain));
        add(Phase.DELETED_CHAINS, new Operation.DeleteChain(table, chain));
    }

    public void addSet(SetSpec set) {
        add(Phase.NEW_SETS, new Operation.AddSet(table, set));
    }

    /** Deletes a set that no rule refers to after this transaction. */
    public void deleteSet(String set) {
        add(Phase.DELETED_SETS, new Operation.DeleteSet(table, set));
    }

    /**
     * Replaces a set by one with the same name and another declaration. The caller replaces every
     * rule that uses it.
     */
    public void replaceSet(SetSpec set) {
        add(Phase.REPLACED_SETS, new Operation.DeleteSet(table, set.name()));
        addSet(set);
    }

    /** Deletes the elements of a set, and adds others. */
    public void refillSet(SetSpec set, List<Element> elements) {
        add(Phase.FLUSHES, new Operation.FlushSet(table, set.name()));
        addElements(set, elements);
    }

    public void addElement(SetSpec set, Element element) {
        addTo(added, Phase.ADDED_ELEMENTS, set, element);
    }

    /**
     * Adds many elements, none of which is also added one by one.
     *
     * @param elements not copied, because a table has a hundred thousand
     */
    public void addElements(SetSpec set, List<Element> elements) {
        if (!elements.isEmpty()) {
            add(Phase.ADDED_LISTS, new Operation.AddElements(table, set, elements));
        }
    }

    public void deleteElement(SetSpec set, Element element) {
        addTo(deleted, Phase.DELETED_ELEMENTS, set, element);
    }

    /** Deletes an element that may expire before the commit. */
    public void destroyElement(SetSpec set, Element element) {
        addTo(destroyed, Phase.DESTROYED_ELEMENTS, set, element);
    }

    /** Adds elements with a timeout. The caller destroys existing elements with the same keys. */
    public void addExpiringElements(SetSpec set, List<Element> elements, long timeoutMs) {
        if (!elements.isEmpty()) {
            add(
                    Phase.EXPIRING_ELEMENTS,
                    new Operation.AddElements(table, set, List.copyOf(elements), timeoutMs));
        }
    }

    private void addTo(
            Map<String, List<Element>> bySet, Phase phase, SetSpec set, Element element) {
        List<Element> elements = bySet.get(set.name());
        if (elements == null) {
            elements = new ArrayList<>();
            bySet.put(set.name(), elements);
            add(
                    phase,
                    switch (phase) {
                        case DELETED_ELEMENTS -> new Operation.DeleteElements(table, set, elements);
                        case DESTROYED_ELEMENTS ->
                                new Operation.DestroyElements(table, set, elements);
                        default -> new Operation.AddElements(table, set, elements);
                    });
        }
        elements.add(element);
    }

    private void add(Phase phase, Operation operation) {
        operations.computeIfAbsent(phase, _ -> new ArrayList<>()).add(operation);
    }

    /** Returns the transaction; the builder must not be used afterwards. */
    public Transaction build() {
        List<Operation> all = new ArrayList<>();
        operations.values().forEach(all::addAll);
        return new Transaction(all);
    }
}
