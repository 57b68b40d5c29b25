package io.nftproxy.diff;

import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.SetSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From some elements of a set to others. */
public final class ElementDiff {
    private ElementDiff() {}

    /**
     * Adds to a transaction what turns {@code have} into {@code want}. An element whose value
     * changed is deleted and added: the kernel has no other way.
     */
    public static void between(
            SetSpec set, List<Element> have, List<Element> want, TransactionBuilder transaction) {
        if (have.isEmpty()) {
            transaction.addElements(set, want);
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
}
