package io.nftproxy.ruleset;

/** The mask of a network's prefix, for example {@code fff00000} for 12 of 32 bits. */
final class PrefixMask {
    private PrefixMask() {}

    static Bytes of(int prefixLength, int lengthBytes) {
        if (prefixLength < 0 || prefixLength > lengthBytes * Byte.SIZE) {
            throw new IllegalArgumentException("prefix length " + prefixLength);
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
}
