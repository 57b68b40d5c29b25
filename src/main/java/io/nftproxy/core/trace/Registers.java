package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Bytes;
import java.util.Arrays;

/** The sixteen 4-byte registers of the rule evaluation. */
final class Registers {
    private static final int WORD_BYTES = 4;
    private static final int WORDS = 16;

    private final byte[] bytes = new byte[WORDS * WORD_BYTES];

    /** Stores a value and zeroes the rest of its last word, as the kernel does. */
    void store(int word, Bytes value) {
        int from = word * WORD_BYTES;
        int end = from + (value.length() + WORD_BYTES - 1) / WORD_BYTES * WORD_BYTES;
        Arrays.fill(bytes, from, end, (byte) 0);
        value.copyTo(bytes, from);
    }

    Bytes load(int word, int length) {
        int from = word * WORD_BYTES;
        return Bytes.wrap(Arrays.copyOfRange(bytes, from, from + length));
    }
}
