package io.nftproxy.core.nft;

/** The text of a range of values: one value, a CIDR or {@code first-last}. */
final class RangeText {
    private RangeText() {}

    static String of(ValueKind kind, Bytes first, Bytes last) {
        if (first.equals(last)) {
            return kind.text(first);
        }
        int prefixLength = kind.isAddress() ? prefixLength(first, last) : -1;
        return prefixLength >= 0
                ? kind.text(first) + "/" + prefixLength
                : kind.text(first) + "-" + kind.text(last);
    }

    /** Returns the prefix length of a range; -1 if the range is not a network. */
    private static int prefixLength(Bytes first, Bytes last) {
        int length = first.length() * Byte.SIZE;
        for (int bits = 0; bits < length; bits++) {
            Bytes mask = PrefixMask.of(bits, first.length());
            if (PrefixMask.and(first, mask).equals(first)
                    && PrefixMask.orInverted(first, mask).equals(last)) {
                return bits;
            }
        }
        return -1;
    }
}
