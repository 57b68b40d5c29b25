package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Bytes;

/** The hash of nft's {@code jhash}: {@code jhash()} of linux/jhash.h, Bob Jenkins' lookup3. */
final class JenkinsHash {
    private static final int START = 0xdeadbeef;
    private static final int BLOCK_BYTES = 12;

    private int a;
    private int b;
    private int c;

    private JenkinsHash(int start) {
        a = start;
        b = start;
        c = start;
    }

    /**
     * Returns the hash.
     *
     * @param key whole words, which the kernel adds in host byte order
     */
    static int of(Bytes key, int seed) {
        JenkinsHash hash = new JenkinsHash(START + key.length() + seed);
        int at = 0;
        for (; key.length() - at > BLOCK_BYTES; at += BLOCK_BYTES) {
            hash.add(key, at);
            hash.mix();
        }
        hash.add(key, at);
        hash.end();
        return hash.c;
    }

    /** Returns the hash scaled to 0 to N-1, as the kernel's {@code reciprocal_scale} does. */
    static int scaled(Bytes key, int seed, int modulus) {
        return (int) (Integer.toUnsignedLong(of(key, seed)) * modulus >>> Integer.SIZE);
    }

    private void add(Bytes key, int at) {
        a += word(key, at);
        b += word(key, at + 4);
        c += word(key, at + 8);
    }

    private static int word(Bytes key, int at) {
        return at < key.length() ? key.hostIntAt(at) : 0;
    }

    private void mix() {
        a = a - c ^ Integer.rotateLeft(c, 4);
        c += b;
        b = b - a ^ Integer.rotateLeft(a, 6);
        a += c;
        c = c - b ^ Integer.rotateLeft(b, 8);
        b += a;
        a = a - c ^ Integer.rotateLeft(c, 16);
        c += b;
        b = b - a ^ Integer.rotateLeft(a, 19);
        a += c;
        c = c - b ^ Integer.rotateLeft(b, 4);
        b += a;
    }

    private void end() {
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        c = (c ^ b) - Integer.rotateLeft(b, 24);
    }
}
