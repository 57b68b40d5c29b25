package io.nftproxy.render;

import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.SetSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * How often each shared chain and shared element is wanted, and how many elements sets have, by
 * their names.
 *
 * <p>Changes are collected first and become true when the kernel has taken them.
 */
final class Counts {
    private final Map<Object, Integer> held = new HashMap<>();

    /** A shared element: two Services may select the same pod. */
    record SharedElement(SetSpec set, Element element) {
        @Override
        public boolean equals(Object other) {
            return other instanceof SharedElement that
                    && set.name().equals(that.set.name())
                    && element.key().equals(that.element.key());
        }

        @Override
        public int hashCode() {
            return set.name().hashCode() * 31 + element.key().hashCode();
        }
    }

    /** A sum under way. */
    private static final class Delta {
        private int sum;
    }

    /** Counts as they will be. */
    final class Changes {
        private final Map<Object, Delta> deltas = new LinkedHashMap<>();

        void add(Object counted, int delta) {
            if (delta != 0) {
                deltas.computeIfAbsent(counted, _ -> new Delta()).sum += delta;
            }
        }

        /** How many there will be. */
        int count(Object counted) {
            Delta delta = deltas.get(counted);
            return Counts.this.count(counted) + (delta == null ? 0 : delta.sum);
        }

        /**
         * Names what is wanted for the first time (true) and what nobody wants any more (false), in
         * the order it was first mentioned.
         */
        void forEachTurn(BiConsumer<Object, Boolean> turn) {
            deltas.forEach(
                    (counted, delta) -> {
                        int before = Counts.this.count(counted);
                        int after = before + delta.sum;
                        if ((before == 0) != (after == 0)) {
                            turn.accept(counted, after != 0);
                        }
                    });
        }

        /** Makes the changes true. */
        void accept() {
            deltas.forEach(
                    (counted, delta) -> {
                        int after = Counts.this.count(counted) + delta.sum;
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

    int count(Object counted) {
        return held.getOrDefault(counted, 0);
    }
}
