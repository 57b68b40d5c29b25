package io.nftproxy.core.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * The enumeration of all random numbers that rules may draw, one simulation run after the other.
 */
final class Choices {
    private final List<Integer> made = new ArrayList<>();
    private final List<Integer> limits = new ArrayList<>();
    private int next;

    /** Returns a number below the limit. Later runs return the other numbers at the same point. */
    int choose(int limit) {
        if (next == made.size()) {
            made.add(0);
            limits.add(limit);
        }
        return made.get(next++);
    }

    /** Returns the probability of the numbers drawn in this run. */
    double probability() {
        double probability = 1;
        for (int i = 0; i < next; i++) {
            probability /= limits.get(i);
        }
        return probability;
    }

    /** Prepares the next run; returns false if all combinations were tried. */
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
