package io.nftproxy.core.nft;

/** The mask of a network's prefix, for example {@code fff00000} for 12 of 32 bits. */
final class PrefixMask {
    private PrefixMask() {}

    static Bytes of(int prefixLength, int lengthBytes) {
        if (prefixLength < 0 || prefixLength > lengthBytes * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "prefix length " + prefixLength + " is out of range");
        }
        byte[] mask = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            int bits = Math.clamp(prefixLength - i * Byte.SIZE, 0, Byte.SIZE);
            mask[i] = (byte) (0xff00 >>> bits);
        }
        return Bytes.wrap(mask);
    }

    static Bytes and(Bytes value, Bytes mask) {
        byte[] result = new byte[value.length()];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (value.at(i) & mask.at(i));
        }
        return Bytes.wrap(result);
    }

    /** Returns the value with all bits outside the mask set: the last address of a network. */
    static Bytes orInverted(Bytes value, Bytes mask) {
        byte[] result = new byte[value.length()];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (value.at(i) | ~mask.at(i));
        }
        return Bytes.wrap(result);
    }

    /** Returns the complement. */
    static Bytes inverted(Bytes mask) {
        return orInverted(of(0, mask.length()), mask);
    }

    /**
     * Returns the prefix length of a mask; -1 if its set bits are not contiguous from the start.
     */
    static int lengthOf(Bytes mask) {
        int length = 0;
        while (length < mask.length() * Byte.SIZE
                && (mask.at(length / Byte.SIZE) & 0x80 >>> length % Byte.SIZE) != 0) {
            length++;
        }
        return of(length, mask.length()).equals(mask) ? length : -1;
    }
}
