package io.nftproxy.core.nft;

/** What an element maps to: nothing in a set, bytes in a data map, a verdict in a verdict map. */
public sealed interface ElementValue
        permits ElementValue.None, ElementValue.Data, ElementValue.Opaque, Verdict {
    /** The element of a set. */
    record None() implements ElementValue {}

    /** The value of a data map's element: concatenated fields, each padded to 4 bytes. */
    record Data(Bytes bytes) implements ElementValue {}

    /** Statements or an object beside the value, which are never written here. */
    record Opaque(Bytes attribute) implements ElementValue {}

    ElementValue NONE = new None();
}
