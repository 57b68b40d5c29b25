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
            size +=
                    switch (operation) {
                        case Operation.AddElements add -> add.elements().size();
                        case Operation.AddExpiringElements add -> add.elements().size();
                        case Operation.DeleteElements delete -> delete.elements().size();
                        case Operation.DestroyElements destroy -> destroy.elements().size();
                        default -> 1;
                    };
        }
        return size;
    }
}
