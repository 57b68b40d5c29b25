package io.nftproxy.core.diff;

import java.util.List;

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
}
