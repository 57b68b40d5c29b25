package io.nftproxy.render;

import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.SetSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * How many Services want each shared chain and shared element, and how many elements sets have.
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

    /** The number of elements of a set. */
    private record Total(String set) {}

    /** Counts as they will be. */
    final class Changes {
        private final Map<Object, Delta> deltas = new LinkedHashMap<>();

        void add(Object counted, int delta) {
            if (delta != 0) {
                deltas.computeIfAbsent(counted, _ -> new Delta()).sum += delta;
            }
        }

        void addTotal(String set, int delta) {
            add(new Total(set), delta);
        }

        /** The number of elements a set will have. */
        int total(String set) {
            Total total = new Total(set);
            Delta delta = deltas.get(total);
            return held.getOrDefault(total, 0) + (delta == null ? 0 : delta.sum);
        }

        /**
         * Names what is wanted for the first time (true) and what nobody wants any more (false), in
         * the order it was first mentioned.
         */
        void forEachTurn(BiConsumer<Object, Boolean> turn) {
            deltas.forEach(
                    (counted, delta) -> {
                        int before = held.getOrDefault(counted, 0);
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
                        int after = count(counted) + delta.sum;
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

    /** The number of elements a set has. */
    int total(String set) {
        return count(new Total(set));
    }

    int count(Object counted) {
        return held.getOrDefault(counted, 0);
    }
}
