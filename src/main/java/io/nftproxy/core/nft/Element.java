package io.nftproxy.core.nft;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One element of a set or map.
 *
 * @param key concatenated fields, each padded to 4 bytes
 * @param keyEnd the last key of a range in a concatenation with intervals; null otherwise
 * @param intervalEnd in an interval set of one field: whether the key is the first one after an
 *     interval
 * @param comment at most 127 bytes of UTF-8; null if none
 */
public record Element(
        Bytes key,
        @Nullable Bytes keyEnd,
        boolean intervalEnd,
        ElementValue value,
        @Nullable String comment) {

    /** Returns an element of a plain set. */
    public static Element of(Bytes key) {
        return new Element(key, null, false, ElementValue.NONE, null);
    }

    /** Returns an element of a map. */
    public static Element of(Bytes key, ElementValue value) {
        return new Element(key, null, false, value, null);
    }

    public Element withComment(String text) {
        return new Element(key, keyEnd, intervalEnd, value, text);
    }

    /** Returns the part of an element that must be unique in its set. */
    public Object identity() {
        return keyEnd == null && !intervalEnd ? key : new RangeKey(key, keyEnd, intervalEnd);
    }

    private record RangeKey(Bytes key, @Nullable Bytes keyEnd, boolean intervalEnd) {}

    // As in IpAddress: faster than the methods that the compiler generates.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Element that
                && intervalEnd == that.intervalEnd
                && key.equals(that.key)
                && value.equals(that.value)
                && Objects.equals(keyEnd, that.keyEnd)
                && Objects.equals(comment, that.comment);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
