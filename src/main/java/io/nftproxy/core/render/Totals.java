package io.nftproxy.core.render;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often Services refer to each {@link Shared} thing, how many elements each set has by its
 * name, and other numbers over all Services.
 *
 * <p>Changes are collected first and accepted when the kernel has acknowledged them.
 */
final class Totals {
    private final Map<Object, Integer> held = new HashMap<>();

    /** A sum under way. */
    private static final class Delta {
        private int sum;
    }

    /** Totals as they will be. */
    final class Changes {
        private final Map<Object, Delta> deltas = new LinkedHashMap<>();

        void add(Object counted, int delta) {
            if (delta != 0) {
                deltas.computeIfAbsent(counted, _ -> new Delta()).sum += delta;
            }
        }

        /** How many there will be. */
        int of(Object counted) {
            Delta delta = deltas.get(counted);
            return Totals.this.of(counted) + (delta == null ? 0 : delta.sum);
        }

        /** Takes the changes over. */
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
