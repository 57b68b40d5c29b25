package io.nftproxy.core.nft;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable byte string, for example a key {@code 0a60000a 06000000 01bb0000}. */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private static final boolean HOST_IS_LITTLE_ENDIAN =
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    /**
     * 2^32 divided by the golden ratio. Keys of one set differ in a few adjacent bytes: with {@link
     * Arrays#hashCode(byte[])}, ten thousand addresses have a thousand different hashes.
     */
    private static final int SPREAD = 0x9e3779b1;

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps an array without copying; the caller must not change it afterwards. */
    public static Bytes wrap(byte[] bytes) {
        return new Bytes(bytes);
    }

    /** Returns a 32-bit value in network byte order. */
    public static Bytes ofInt(int value) {
        return new Bytes(
                new byte[] {
                    (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
                });
    }

    /** Returns a 16-bit value in network byte order. */
    public static Bytes ofShort(int value) {
        return new Bytes(new byte[] {(byte) (value >>> 8), (byte) value});
    }

    /**
     * Returns a 32-bit value in host byte order, in which the kernel stores marks, slot numbers and
     * flags.
     */
    public static Bytes ofHostInt(int value) {
        return ofInt(HOST_IS_LITTLE_ENDIAN ? Integer.reverseBytes(value) : value);
    }

    public int length() {
        return bytes.length;
    }

    public byte at(int index) {
        return bytes[index];
    }

    /** Returns the 32-bit network-order value at an offset. */
    public int intAt(int offset) {
        return intAt(bytes, offset);
    }

    private static int intAt(byte[] bytes, int offset) {
        return bytes[offset] << 24
                | (bytes[offset + 1] & 0xff) << 16
                | (bytes[offset + 2] & 0xff) << 8
                | (bytes[offset + 3] & 0xff);
    }

    /** Returns the 32-bit host-order value at an offset. */
    public int hostIntAt(int offset) {
        int value = intAt(offset);
        return HOST_IS_LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
    }

    /** Returns the unsigned 16-bit network-order value at an offset. */
    public int shortAt(int offset) {
        return (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
    }

    public Bytes slice(int from, int to) {
        return new Bytes(Arrays.copyOfRange(bytes, from, to));
    }

    /** Returns a copy of the bytes. */
    public byte[] toArray() {
        return bytes.clone();
    }

    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash(bytes, 0, bytes.length);
    }

    /**
     * Returns the hash of a part of an array, equal to that of a byte string with the same bytes.
     */
    static int hash(byte[] bytes, int from, int length) {
        int hash = length;
        int at = from;
        int end = from + length;
        for (; at + Integer.BYTES <= end; at += Integer.BYTES) {
            hash = (hash ^ intAt(bytes, at)) * SPREAD;
            hash ^= hash >>> 15;
        }
        for (; at < end; at++) {
            hash = hash * 31 + bytes[at];
        }
        return hash;
    }

    /** Returns whether an array has the same bytes at an offset. */
    boolean isAt(byte[] other, int from) {
        return Arrays.equals(bytes, 0, bytes.length, other, from, from + bytes.length);
    }

    /**
     * Compares unsigned bytes, which sorts addresses and ports in network byte order numerically.
     */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
