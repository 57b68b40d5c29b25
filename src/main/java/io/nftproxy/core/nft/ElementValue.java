package io.nftproxy.core.nft;

/** The value of an element: none in a set, bytes in a data map, a verdict in a verdict map. */
public sealed interface ElementValue
        permits ElementValue.None, ElementValue.Data, ElementValue.Opaque, Verdict {
    /** The element of a set. */
    record None() implements ElementValue {}

    /** The value of a data map's element: concatenated fields, each padded to 4 bytes. */
    record Data(Bytes bytes) implements ElementValue {}

    /** Statements or an object reference of an element, which nftproxy never writes. */
    record Opaque(Bytes attribute) implements ElementValue {}

    ElementValue NONE = new None();
}
