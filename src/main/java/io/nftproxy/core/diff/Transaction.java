package io.nftproxy.core.diff;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Operations that the kernel applies in this order, all or none. */
public record Transaction(List<Operation> operations) {
    public static final Transaction EMPTY = new Transaction(List.of());

    public Transaction {
        operations = List.copyOf(operations);
    }

    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /** Returns the number of operations, each element counted separately. */
    public int size() {
        int size = 0;
        for (Operation operation : operations) {
            size += operation instanceof Operation.OnElements some ? some.elements().size() : 1;
        }
        return size;
    }

    /**
     * Returns the part that creates chains, with their rules, and the sets that these rules may
     * use. It must be committed before the rest: a packet that is on its way through the table
     * during a commit sees the new elements of maps, but the old rules of chains, so that a new
     * chain is still empty to it. Empty if no chain is created, and if the whole table is: then no
     * packet is on its way.
     */
    public Transaction newChains() {
        Set<String> chains = new HashSet<>();
        Set<String> sets = new HashSet<>();
        for (Operation operation : operations) {
            switch (operation) {
                case Operation.AddTable _, Operation.DeleteTable _ -> {
                    return EMPTY;
                }
                case Operation.AddChain add when add.chain().base() == null ->
                        chains.add(add.chain().name());
                case Operation.AddSet add -> sets.add(add.set().name());
                default -> {}
            }
        }
        for (Operation operation : operations) {
            if (operation instanceof Operation.DeleteSet delete && sets.contains(delete.set())) {
                // Its rules are replaced together with it.
                return EMPTY;
            }
        }
        return chains.isEmpty()
                ? EMPTY
                : new Transaction(
                        operations.stream()
                                .filter(operation -> creates(operation, chains, sets))
                                .toList());
    }

    private static boolean creates(Operation operation, Set<String> chains, Set<String> sets) {
        return switch (operation) {
            case Operation.AddChain add -> chains.contains(add.chain().name());
            case Operation.AddRule add -> chains.contains(add.chain());
            case Operation.AddSet _ -> true;
            case Operation.AddElements add -> sets.contains(add.set().name());
            default -> false;
        };
    }

    /** Returns this transaction without the operations of another one. */
    public Transaction without(Transaction done) {
        Set<Operation> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(done.operations());
        return new Transaction(operations.stream().filter(one -> !gone.contains(one)).toList());
    }
}
