package io.nftproxy.kernel.netlink;

import static io.nftproxy.kernel.netlink.NetlinkConstants.ATTRIBUTE_HEADER_BYTES;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A writer of consecutive netlink attributes ({@code struct nlattr}) into a growing buffer.
 *
 * <p>Numbers are in network byte order, as netfilter expects, unless a method says otherwise. The
 * buffer is an array because a {@link ByteBuffer} takes several calls for each write, and a large
 * batch has a million writes.
 */
public final class AttributeWriter {
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    /** The length of an attribute is an unsigned 16-bit number. */
    public static final int MAX_ATTRIBUTE_BYTES = 0xffff;

    private static final int INITIAL_BYTES = 1 << 11;

    /** A larger buffer is released after the batch that needed it: most batches are small. */
    private static final int RETAINED_BYTES = 1 << 20;

    private static final int MAX_BYTES = 1 << 30;

    private byte[] buffer = new byte[INITIAL_BYTES];
    private int position;

    /**
     * Discards everything written and reserves room.
     *
     * @param expectedBytes approximate size of what comes next; growing step by step would use
     *     twice the memory
     */
    public void clear(long expectedBytes) {
        int wanted = Math.clamp(expectedBytes, INITIAL_BYTES, MAX_BYTES);
        if (buffer.length > RETAINED_BYTES || buffer.length < wanted) {
            buffer = new byte[wanted];
        }
        position = 0;
    }

    /** Returns the number of bytes written so far, which is the offset of the next attribute. */
    public int position() {
        return position;
    }

    /** Returns everything written; later writes may change this view. */
    public ByteBuffer written() {
        return ByteBuffer.wrap(buffer, 0, position).slice().order(ByteOrder.nativeOrder());
    }

    /** Writes an 8-bit number. */
    public void u8(int type, int value) {
        header(type, 1);
        putInt(LITTLE_ENDIAN ? value & 0xff : value << 24);
    }

    /** Writes a 16-bit number. */
    public void u16(int type, int value) {
        header(type, 2);
        int inOrder = bigEndian((short) value) & 0xffff;
        putInt(LITTLE_ENDIAN ? inOrder : inOrder << 16);
    }

    /** Writes a 32-bit number. */
    public void u32(int type, int value) {
        header(type, 4);
        putInt(bigEndian(value));
    }

    /** Writes a 32-bit number in the machine's byte order, as netlink itself uses. */
    public void nativeU32(int type, int value) {
        header(type, 4);
        putInt(value);
    }

    /** Writes a 64-bit number. */
    public void u64(int type, long value) {
        header(type, 8);
        putInt(bigEndian((int) (value >>> 32)));
        putInt(bigEndian((int) value));
    }

    /** Writes a string and its terminating NUL. */
    public void string(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        header(type, bytes.length + 1);
        System.arraycopy(bytes, 0, buffer, position, bytes.length);
        position += bytes.length;
        buffer[position++] = 0;
        pad(bytes.length + 1);
    }

    /** Writes a part of an array, unchanged. */
    public void bytes(int type, byte[] source, int offset, int length) {
        header(type, length);
        System.arraycopy(source, offset, buffer, position, length);
        position += length;
        pad(length);
    }

    /** Writes an array, unchanged. */
    public void bytes(int type, byte[] source) {
        bytes(type, source, 0, source.length);
    }

    /**
     * Begins a nested attribute.
     *
     * @return the argument for {@link #endNest}
     */
    public int nest(int type) {
        int start = position;
        header(type | NetlinkConstants.NLA_F_NESTED, 0);
        return start;
    }

    /**
     * Ends the attribute that {@link #nest} began: writes its length.
     *
     * @throws IllegalStateException if it is longer than 65,535 bytes; the kernel would take the
     *     length modulo 65,536
     */
    public void endNest(int start) {
        int length = position - start;
        if (length > MAX_ATTRIBUTE_BYTES) {
            throw new IllegalStateException("a nested attribute of " + length + " bytes");
        }
        patchShort(start, length);
    }

    /** Writes encoded attributes, unchanged. */
    public void raw(byte[] attributes) {
        ensure(NetlinkConstants.align(attributes.length));
        System.arraycopy(attributes, 0, buffer, position, attributes.length);
        position += attributes.length;
        pad(attributes.length);
    }

    /** Writes an encoded nested attribute under another type. */
    public void nested(int type, byte[] attribute) {
        int start = position;
        raw(attribute);
        patchShort(start + 2, type | NetlinkConstants.NLA_F_NESTED);
    }

    /** Runs an action, and returns a copy of the bytes that it wrote. */
    public byte[] writtenBy(Runnable writing) {
        int start = position;
        writing.run();
        return Arrays.copyOfRange(buffer, start, position);
    }

    private void header(int type, int length) {
        if (length > MAX_ATTRIBUTE_BYTES - ATTRIBUTE_HEADER_BYTES) {
            throw new IllegalStateException("an attribute of " + length + " bytes");
        }
        ensure(ATTRIBUTE_HEADER_BYTES + NetlinkConstants.align(length));
        patchShort(position, ATTRIBUTE_HEADER_BYTES + length);
        patchShort(position + 2, type);
        position += ATTRIBUTE_HEADER_BYTES;
    }

    private void pad(int length) {
        for (int at = length; (at & 3) != 0; at++) {
            buffer[position++] = 0;
        }
    }

    /** Reserves a message header of zeroes for {@link #patchInt} and {@link #patchShort}. */
    int reserve(int bytes) {
        ensure(bytes);
        int start = position;
        position += bytes;
        Arrays.fill(buffer, start, position, (byte) 0);
        return start;
    }

    private void putInt(int value) {
        patchInt(position, value);
        position += Integer.BYTES;
    }

    void patchInt(int offset, int value) {
        int inOrder = LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
        buffer[offset] = (byte) inOrder;
        buffer[offset + 1] = (byte) (inOrder >>> 8);
        buffer[offset + 2] = (byte) (inOrder >>> 16);
        buffer[offset + 3] = (byte) (inOrder >>> 24);
    }

    void patchShort(int offset, int value) {
        int inOrder = LITTLE_ENDIAN ? value : Short.reverseBytes((short) value);
        buffer[offset] = (byte) inOrder;
        buffer[offset + 1] = (byte) (inOrder >>> 8);
    }

    void patchByte(int offset, int value) {
        buffer[offset] = (byte) value;
    }

    int shortAt(int offset) {
        int inOrder = buffer[offset] & 0xff | (buffer[offset + 1] & 0xff) << 8;
        return LITTLE_ENDIAN ? inOrder : Short.reverseBytes((short) inOrder) & 0xffff;
    }

    static short bigEndian(short value) {
        return LITTLE_ENDIAN ? Short.reverseBytes(value) : value;
    }

    static int bigEndian(int value) {
        return LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
    }

    private void ensure(int bytes) {
        if (buffer.length - position >= bytes) {
            return;
        }
        long wanted = Math.max(2L * buffer.length, (long) position + bytes);
        if (wanted > MAX_BYTES) {
            throw new IllegalStateException("a batch of more than " + MAX_BYTES + " bytes");
        }
        buffer = Arrays.copyOf(buffer, (int) wanted);
    }
}
