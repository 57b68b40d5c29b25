package io.nftproxy.core.nft;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One element of a set or map.
 *
 * @param key concatenated fields, each padded to 4 bytes
 * @param intervalEnd in an interval set: whether the key is the first one after an interval
 * @param comment at most 127 bytes of UTF-8; null if none
 */
public record Element(
        Bytes key, boolean intervalEnd, ElementValue value, @Nullable String comment) {

    /** Returns an element of a plain set. */
    public static Element of(Bytes key) {
        return new Element(key, false, ElementValue.NONE, null);
    }

    /** Returns an element of a map. */
    public static Element of(Bytes key, ElementValue value) {
        return new Element(key, false, value, null);
    }

    /** Returns the end of an interval. */
    public static Element endAt(Bytes key) {
        return new Element(key, true, ElementValue.NONE, null);
    }

    public Element withComment(String text) {
        return new Element(key, intervalEnd, value, text);
    }

    /** Returns the part of an element that must be unique in its set. */
    public Object identity() {
        return intervalEnd ? new EndKey(key) : key;
    }

    private record EndKey(Bytes key) {}

    // As in IpAddress: faster than the methods that the compiler generates.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Element that
                && intervalEnd == that.intervalEnd
                && key.equals(that.key)
                && value.equals(that.value)
                && Objects.equals(comment, that.comment);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
