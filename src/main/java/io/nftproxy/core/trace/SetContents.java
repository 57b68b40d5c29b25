package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The elements of a set, for lookups as in the kernel's set types. */
sealed interface SetContents {
    /** Returns the element of a key; null if there is none. */
    @Nullable Element find(Bytes key);

    static SetContents of(SetSpec set, Ruleset ruleset) {
        List<Element> elements = ruleset.elementsOf(set.name());
        if (!set.flags().contains(SetSpec.Flag.INTERVAL)) {
            return new Hash(elements);
        }
        return set.isConcatenation() ? new Ranges(set, elements) : new Tree(elements);
    }

    /** A set of exact keys. */
    final class Hash implements SetContents {
        private final Map<Bytes, Element> elements = new HashMap<>();

        Hash(List<Element> elements) {
            elements.forEach(element -> this.elements.put(element.key(), element));
        }

        @Override
        public @Nullable Element find(Bytes key) {
            return elements.get(key);
        }
    }

    /** An interval set of one field, stored as starts and ends. */
    final class Tree implements SetContents {
        private final NavigableMap<Bytes, Element> bounds = new TreeMap<>();

        Tree(List<Element> elements) {
            // If one interval ends where the next one starts, the start is kept.
            for (Element element : elements) {
                if (element.intervalEnd()) {
                    bounds.putIfAbsent(element.key(), element);
                } else {
                    bounds.put(element.key(), element);
                }
            }
        }

        @Override
        public @Nullable Element find(Bytes key) {
            Map.Entry<Bytes, Element> below = bounds.floorEntry(key);
            return below == null || below.getValue().intervalEnd() ? null : below.getValue();
        }
    }

    /** A set of ranges in each field of a concatenation. */
    final class Ranges implements SetContents {
        private final SetSpec set;
        private final List<Element> elements;

        Ranges(SetSpec set, List<Element> elements) {
            this.set = set;
            this.elements = elements;
        }

        @Override
        public @Nullable Element find(Bytes key) {
            for (Element element : elements) {
                if (contains(element, key)) {
                    return element;
                }
            }
            return null;
        }

        private boolean contains(Element element, Bytes key) {
            Bytes last = element.keyEnd() == null ? element.key() : element.keyEnd();
            int offset = 0;
            for (Field field : set.key()) {
                int end = offset + field.type().paddedBytes();
                Bytes value = key.slice(offset, end);
                if (value.compareTo(element.key().slice(offset, end)) < 0
                        || value.compareTo(last.slice(offset, end)) > 0) {
                    return false;
                }
                offset = end;
            }
            return true;
        }
    }
}
