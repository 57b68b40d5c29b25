package io.nftproxy.testing;

import static io.nftproxy.testing.Refusal.EEXIST;
import static io.nftproxy.testing.Refusal.EINVAL;
import static io.nftproxy.testing.Refusal.ENFILE;
import static io.nftproxy.testing.Refusal.ENOENT;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A set with its elements, and the kernel's checks of their changes. */
final class FakeSet {
    /** The bounds of intervals, by address; one interval may start where another ends. */
    private static final Comparator<Element> BOUNDS =
            Comparator.comparing(Element::key)
                    .thenComparing(Element::intervalEnd, Comparator.reverseOrder());

    private final SetSpec spec;
    private final Map<Object, Element> elements;

    FakeSet(SetSpec spec) {
        this(spec, new LinkedHashMap<>());
    }

    private FakeSet(SetSpec spec, Map<Object, Element> elements) {
        this.spec = spec;
        this.elements = elements;
    }

    FakeSet copy() {
        return new FakeSet(spec, new LinkedHashMap<>(elements));
    }

    SetSpec spec() {
        return spec;
    }

    List<Element> elements() {
        return List.copyOf(elements.values());
    }

    /** Adds an element, and returns whether it is new; adding the same one again is no error. */
    boolean add(Element element) throws Refusal {
        checkForm(element);
        Element held = elements.get(element.identity());
        if (held != null) {
            Refusal.unless(held.value().equals(element.value()), EEXIST, "has another value");
            return false;
        }
        if (spec.isIntervals()) {
            checkBounds(element);
        }
        int size = spec.sizeHint();
        Refusal.unless(size == 0 || elements.size() < size, ENFILE, "holds " + size + " already");
        elements.put(element.identity(), element);
        return true;
    }

    /** Removes an element and returns it; null if there is none. */
    @Nullable Element remove(Element element) {
        return elements.remove(element.identity());
    }

    Element delete(Element element) throws Refusal {
        Element held = remove(element);
        if (held == null) {
            throw new Refusal(ENOENT, "no element " + element.key());
        }
        return held;
    }

    private void checkForm(Element element) throws Refusal {
        int length = spec.keyLengthBytes();
        Refusal.unless(element.key().length() == length, EINVAL, "keys have " + length + " bytes");
        boolean interval = spec.flags().contains(SetSpec.Flag.INTERVAL);
        Refusal.unless(!element.intervalEnd() || interval, EINVAL, "an interval's end");
        boolean fits =
                switch (spec.data()) {
                    case SetSpec.Data.None _ -> element.value() instanceof ElementValue.None;
                    case SetSpec.Data.Verdicts _ -> element.value() instanceof Verdict;
                    case SetSpec.Data.Fields(List<Field> fields) ->
                            element.value() instanceof ElementValue.Data(Bytes data)
                                    && data.length() == SetSpec.lengthOf(fields);
                };
        Refusal.unless(fits || element.intervalEnd(), EINVAL, "another type of data");
    }

    /**
     * Checks like nft_set_rbtree, which compares each new bound with its neighbours: a start must
     * not follow a start, and an end must be neither after nor before an end.
     */
    private void checkBounds(Element bound) throws Refusal {
        Element below = null;
        Element above = null;
        for (Element held : elements.values()) {
            if (BOUNDS.compare(held, bound) < 0) {
                below = below == null || BOUNDS.compare(below, held) < 0 ? held : below;
            } else {
                above = above == null || BOUNDS.compare(held, above) < 0 ? held : above;
            }
        }
        boolean end = bound.intervalEnd();
        boolean turns = below == null || below.intervalEnd() != end;
        Refusal.unless(turns, EEXIST, "overlaps the interval at " + below);
        boolean closes = end && above != null && above.intervalEnd();
        Refusal.unless(!closes, EEXIST, "overlaps the interval that ends at " + above);
    }

    /** Checks that starts and ends alternate, which the kernel does not check. */
    void checkIntervals() throws Refusal {
        if (!spec.isIntervals()) {
            return;
        }
        List<Element> bounds = new ArrayList<>(elements.values());
        bounds.sort(BOUNDS);
        boolean open = false;
        for (Element bound : bounds) {
            Refusal.unless(open == bound.intervalEnd(), EEXIST, "intervals overlap");
            open = !bound.intervalEnd();
        }
    }
}
