package io.nftproxy.core.diff;

import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Interval;
import io.nftproxy.core.nft.PackedElements;
import io.nftproxy.core.nft.PackedIndex;
import io.nftproxy.core.nft.SetSpec;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The difference between two element lists of a set. */
public final class ElementDiff {
    private ElementDiff() {}

    /**
     * Adds the operations that turn {@code have} into {@code want}. An element with another value
     * is deleted and added, because the kernel cannot change a value.
     */
    public static void between(
            SetSpec set, List<Element> have, List<Element> want, TransactionBuilder transaction) {
        if (have.isEmpty()) {
            transaction.addElements(set, want);
            return;
        }
        if (set.isIntervals()) {
            betweenIntervals(set, have, want, transaction);
            return;
        }
        if (want instanceof PackedElements packed) {
            betweenPacked(set, have, packed, transaction);
            return;
        }
        Map<Object, Element> left = HashMap.newHashMap(have.size());
        for (Element element : have) {
            left.put(element.identity(), element);
        }
        for (Element element : want) {
            Element old = left.remove(element.identity());
            if (element.equals(old)) {
                continue;
            }
            if (old != null) {
                transaction.deleteElement(set, old);
            }
            transaction.addElement(set, element);
        }
        if (left.isEmpty()) {
            return;
        }
        for (Element element : have) {
            if (left.containsKey(element.identity())) {
                transaction.deleteElement(set, element);
            }
        }
    }

    /**
     * Deletes and adds whole intervals. The kernel checks the neighbours of each bound that is
     * added: it rejects the end of a smaller interval while the end of the larger one exists.
     */
    private static void betweenIntervals(
            SetSpec set, List<Element> have, List<Element> want, TransactionBuilder transaction) {
        Set<Interval> held = Interval.of(have);
        Set<Interval> wanted = Interval.of(want);
        for (Interval interval : held) {
            if (!wanted.contains(interval)) {
                interval.bounds().forEach(bound -> transaction.deleteElement(set, bound));
            }
        }
        for (Interval interval : wanted) {
            if (!held.contains(interval)) {
                interval.bounds().forEach(bound -> transaction.addElement(set, bound));
            }
        }
    }

    private static void betweenPacked(
            SetSpec set, List<Element> have, PackedElements want, TransactionBuilder transaction) {
        PackedIndex index = new PackedIndex(want);
        BitSet kept = new BitSet(want.size());
        if (have instanceof PackedElements held) {
            for (int i = 0; i < held.size(); i++) {
                int at = index.find(held, i);
                if (at >= 0 && want.isAt(at, held, i)) {
                    kept.set(at);
                } else {
                    transaction.deleteElement(set, held.get(i));
                }
            }
        } else {
            for (Element element : have) {
                int at = index.find(element.key());
                if (at >= 0 && want.isAt(at, element)) {
                    kept.set(at);
                } else {
                    transaction.deleteElement(set, element);
                }
            }
        }
        for (int i = kept.nextClearBit(0); i < want.size(); i = kept.nextClearBit(i + 1)) {
            transaction.addElement(set, want.get(i));
        }
    }
}
