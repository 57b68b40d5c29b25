package io.nftproxy.core.trace;

import java.util.ArrayList;
import java.util.List;

/** Goes through all that chance can give, one run of the packet after the other. */
final class Choices {
    private final List<Integer> made = new ArrayList<>();
    private final List<Integer> limits = new ArrayList<>();
    private int next;

    /** A number below the limit: the next one that this place has not given yet. */
    int choose(int limit) {
        if (next == made.size()) {
            made.add(0);
            limits.add(limit);
        }
        return made.get(next++);
    }

    /** Whether another run differs from all before; prepares it. */
    boolean advance() {
        next = 0;
        for (int last = made.size() - 1; last >= 0; last--) {
            int choice = made.get(last) + 1;
            if (choice < limits.get(last)) {
                made.set(last, choice);
                return true;
            }
            made.removeLast();
            limits.removeLast();
        }
        return false;
    }
}
