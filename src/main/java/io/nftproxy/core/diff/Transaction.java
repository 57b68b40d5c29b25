package io.nftproxy.core.diff;

import java.util.List;

/** Operations that the kernel applies all or none of, in this order. */
public record Transaction(List<Operation> operations) {
    public static final Transaction EMPTY = new Transaction(List.of());

    public Transaction {
        operations = List.copyOf(operations);
    }

    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /** Operations with each element counted as one. */
    public int size() {
        int size = 0;
        for (Operation operation : operations) {
            size += operation instanceof Operation.OnElements some ? some.elements().size() : 1;
        }
        return size;
    }
}
