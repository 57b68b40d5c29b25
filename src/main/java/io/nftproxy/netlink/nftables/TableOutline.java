package io.nftproxy.netlink.nftables;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * What a table looks like from outside: handles and counts, without elements. The kernel never
 * gives a handle twice, so two outlines that are equal are of the same objects.
 *
 * <p>An outline of what the table should be after a transaction has holes: {@link #UNKNOWN} where
 * the transaction's effect cannot be foretold, as the handle of a new rule.
 *
 * @param handle of the table; 0 if there is none
 * @param chains by name
 * @param sets by name, anonymous ones too
 */
public record TableOutline(
        long handle, SortedMap<String, ChainOutline> chains, SortedMap<String, SetOutline> sets) {

    /** Matches any handle or count. */
    public static final long UNKNOWN = -1;

    /** No table. */
    public static final TableOutline ABSENT = new TableOutline(0, new TreeMap<>(), new TreeMap<>());

    public TableOutline {
        chains = Collections.unmodifiableSortedMap(chains);
        sets = Collections.unmodifiableSortedMap(sets);
    }

    /**
     * A chain.
     *
     * @param use how many rules are in it, and refer to it from rules and verdict maps
     * @param rules handles, in order
     */
    public record ChainOutline(long handle, long use, List<Long> rules) {
        public ChainOutline {
            rules = List.copyOf(rules);
        }

        boolean matches(ChainOutline other) {
            if (!known(handle, other.handle)
                    || !known(use, other.use)
                    || rules.size() != other.rules.size()) {
                return false;
            }
            for (int i = 0; i < rules.size(); i++) {
                if (!known(rules.get(i), other.rules.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A set or map.
     *
     * @param count number of elements; {@link #UNKNOWN} of a set that packets write to, and where
     *     the kernel does not report it
     */
    public record SetOutline(long handle, long count) {
        boolean matches(SetOutline other) {
            return known(handle, other.handle) && known(count, other.count);
        }
    }

    /** Whether the other outline is of the same objects, as far as both know. */
    public boolean matches(TableOutline other) {
        return known(handle, other.handle)
                && matches(chains, other.chains, ChainOutline::matches)
                && matches(sets, other.sets, SetOutline::matches);
    }

    private static <T> boolean matches(
            SortedMap<String, T> ours, SortedMap<String, T> theirs, BiPredicate<T, T> same) {
        if (ours.size() != theirs.size()) {
            return false;
        }
        for (Map.Entry<String, T> entry : ours.entrySet()) {
            T other = theirs.get(entry.getKey());
            if (other == null || !same.test(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean known(long one, long other) {
        return one == UNKNOWN || other == UNKNOWN || one == other;
    }
}
