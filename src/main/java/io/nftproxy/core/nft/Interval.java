package io.nftproxy.core.nft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One interval of an interval set with one field, for example {@code 10.96.0.0/16}: the elements
 * {@code 10.96.0.0} and {@code 10.97.0.0 (interval end)}.
 *
 * @param bounds the start and the end. An interval up to the last address of the family has no end;
 *     an end without a start is an interval of its own
 */
public record Interval(List<Element> bounds) {
    /** The order by key. If one interval ends where another starts, the end comes first. */
    private static final Comparator<Element> ORDER =
            Comparator.comparing(Element::key)
                    .thenComparing(Element::intervalEnd, Comparator.reverseOrder());

    public Interval {
        bounds = List.copyOf(bounds);
    }

    /** Pairs each start with the end that follows it. The result is ordered by key. */
    public static Set<Interval> of(Collection<Element> elements) {
        List<Element> sorted = new ArrayList<>(elements);
        sorted.sort(ORDER);
        Set<Interval> intervals = new LinkedHashSet<>();
        int next = 0;
        while (next < sorted.size()) {
            boolean paired =
                    next + 1 < sorted.size()
                            && !sorted.get(next).intervalEnd()
                            && sorted.get(next + 1).intervalEnd();
            int after = next + (paired ? 2 : 1);
            intervals.add(new Interval(sorted.subList(next, after)));
            next = after;
        }
        return intervals;
    }

    /** Returns whether one of the bounds has this key. */
    public boolean isBoundedBy(Bytes key) {
        return bounds.stream().anyMatch(bound -> bound.key().equals(key));
    }
}
