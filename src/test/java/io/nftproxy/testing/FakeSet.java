package io.nftproxy.testing;

import static io.nftproxy.testing.Refusal.EEXIST;
import static io.nftproxy.testing.Refusal.EINVAL;
import static io.nftproxy.testing.Refusal.ENFILE;
import static io.nftproxy.testing.Refusal.ENOENT;

import io.nftproxy.ruleset.Bytes;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.ElementValue;
import io.nftproxy.ruleset.Field;
import io.nftproxy.ruleset.SetSpec;
import io.nftproxy.ruleset.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A set with its elements, and what the kernel checks when they change. */
final class FakeSet {
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

    /** Whether it is new: the same element again is no error and changes nothing. */
    boolean add(Element element) throws Refusal {
        checkForm(element);
        Element held = elements.get(element.identity());
        if (held != null) {
            Refusal.unless(held.value().equals(element.value()), EEXIST, "has another value");
            return false;
        }
        checkOverlap(element);
        int size = spec.sizeHint();
        Refusal.unless(size == 0 || elements.size() < size, ENFILE, "holds " + size + " already");
        elements.put(element.identity(), element);
        return true;
    }

    /** What was there; null if nothing. */
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
        boolean range = interval && spec.isConcatenation();
        Refusal.unless(range == (element.keyEnd() != null), EINVAL, "a key's end");
        Refusal.unless(!element.intervalEnd() || interval && !range, EINVAL, "an interval's end");
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

    /** As nft_set_pipapo: neither end may lie in a range that is there already. */
    private void checkOverlap(Element element) throws Refusal {
        Bytes last = element.keyEnd();
        if (last == null) {
            return;
        }
        for (Element held : elements.values()) {
            boolean overlaps = contains(held, element.key()) || contains(held, last);
            Refusal.unless(!overlaps, EEXIST, "overlaps " + held.key());
        }
    }

    private boolean contains(Element range, Bytes key) {
        Bytes last = range.keyEnd() == null ? range.key() : range.keyEnd();
        int offset = 0;
        for (Field field : spec.key()) {
            int end = offset + field.type().paddedBytes();
            Bytes value = key.slice(offset, end);
            if (value.compareTo(range.key().slice(offset, end)) < 0
                    || value.compareTo(last.slice(offset, end)) > 0) {
                return false;
            }
            offset = end;
        }
        return true;
    }

    /** In an interval set of one field starts and ends have to take turns. */
    void checkIntervals() throws Refusal {
        if (!spec.flags().contains(SetSpec.Flag.INTERVAL) || spec.isConcatenation()) {
            return;
        }
        List<Element> bounds = new ArrayList<>(elements.values());
        bounds.sort(
                (a, b) -> {
                    int byKey = a.key().compareTo(b.key());
                    return byKey != 0 ? byKey : Boolean.compare(b.intervalEnd(), a.intervalEnd());
                });
        boolean open = false;
        for (Element bound : bounds) {
            Refusal.unless(open == bound.intervalEnd(), EEXIST, "intervals overlap");
            open = !bound.intervalEnd();
        }
    }
}
