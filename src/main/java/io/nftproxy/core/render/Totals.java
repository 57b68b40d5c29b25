package io.nftproxy.core.render;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Totals over all Services: the references to each {@link Shared} thing, the elements of each set
 * by its name, and other numbers.
 *
 * <p>A change is prepared as {@link Changes} and accepted after the kernel acknowledged it.
 */
final class Totals {
    private final Map<Object, Integer> held = new HashMap<>();

    /** A mutable sum. */
    private static final class Delta {
        private int sum;
    }

    /** Totals after a change that is not accepted yet. */
    final class Changes {
        private final Map<Object, Delta> deltas = new LinkedHashMap<>();

        void add(Object counted, int delta) {
            if (delta != 0) {
                deltas.computeIfAbsent(counted, _ -> new Delta()).sum += delta;
            }
        }

        /** Returns the total after the change. */
        int of(Object counted) {
            Delta delta = deltas.get(counted);
            return Totals.this.of(counted) + (delta == null ? 0 : delta.sum);
        }

        /** Applies the change to the totals. */
        void accept() {
            deltas.forEach(
                    (counted, delta) -> {
                        int after = Totals.this.of(counted) + delta.sum;
                        if (after == 0) {
                            held.remove(counted);
                        } else {
                            held.put(counted, after);
                        }
                    });
        }
    }

    Changes changes() {
        return new Changes();
    }

    int of(Object counted) {
        return held.getOrDefault(counted, 0);
    }
}
