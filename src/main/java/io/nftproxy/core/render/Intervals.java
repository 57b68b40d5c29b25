package io.nftproxy.core.render;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Networks as elements of an interval set: the start of each interval and its end. */
final class Intervals {
    private Intervals() {}

    /**
     * Returns the elements that cover networks of one family.
     *
     * <p>The end of an interval is the first address after it; an interval up to the last address
     * of the family has no end. Adjacent networks become one interval: {@code 172.16.0.0/13} and
     * {@code 172.24.0.0/13} give the same elements as {@code 172.16.0.0/12}.
     *
     * @param cidrs may overlap
     */
    static List<Element> of(Collection<Cidr> cidrs) {
        List<Element> elements = new ArrayList<>();
        Bytes end = null;
        for (Cidr cidr : Cidr.disjoint(new TreeSet<>(cidrs))) {
            Bytes start = Keys.address(cidr.network());
            if (!Objects.equals(start, end)) {
                addEnd(end, elements);
                elements.add(Element.of(start));
            }
            end = Keys.firstAfter(cidr);
        }
        addEnd(end, elements);
        return elements;
    }

    private static void addEnd(@Nullable Bytes end, List<Element> elements) {
        if (end != null) {
            elements.add(Element.endAt(end));
        }
    }
}
