package io.nftproxy.testing;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.trace.ElementLookup;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The elements of a table in memory, looked up as the kernel's set types do. */
public final class RulesetElements implements ElementLookup {
    private final Ruleset ruleset;
    private final Map<String, NavigableMap<Bytes, Element>> contents = new HashMap<>();

    public RulesetElements(Ruleset ruleset) {
        this.ruleset = ruleset;
    }

    @Override
    public @Nullable Element find(SetSpec set, Bytes key) {
        NavigableMap<Bytes, Element> elements = contents.computeIfAbsent(set.name(), this::read);
        if (!set.isIntervals()) {
            return elements.get(key);
        }
        Map.Entry<Bytes, Element> below = elements.floorEntry(key);
        return below == null || below.getValue().intervalEnd() ? null : below.getValue();
    }

    private NavigableMap<Bytes, Element> read(String set) {
        NavigableMap<Bytes, Element> elements = new TreeMap<>();
        for (Element element : ruleset.elementsOf(set)) {
            // If one interval ends where the next one starts, the start is kept.
            if (!element.intervalEnd() || !elements.containsKey(element.key())) {
                elements.put(element.key(), element);
            }
        }
        return elements;
    }
}
