package io.nftproxy.netlink;

import static io.nftproxy.netlink.NetlinkConstants.ATTRIBUTE_HEADER_BYTES;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes attributes one after the other into a buffer that grows as needed.
 *
 * <p>Numbers are written in network byte order, as netfilter wants nearly all of them. The buffer
 * is outside the heap, so that the kernel can copy from it directly, and is used again for the next
 * batch.
 */
public final class AttributeWriter {
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    /** The length of an attribute is an unsigned 16-bit number. */
    public static final int MAX_ATTRIBUTE_BYTES = 0xffff;

    private static final int INITIAL_BYTES = 1 << 16;

    /** A larger buffer is given back when the batch that needed it is done. */
    private static final int RETAINED_BYTES = 1 << 25;

    private static final int MAX_BYTES = 1 << 30;

    private ByteBuffer buffer = allocate(INITIAL_BYTES);

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Forgets what was written. */
    public void clear() {
        if (buffer.capacity() > RETAINED_BYTES) {
            buffer = allocate(INITIAL_BYTES);
        }
        buffer.clear();
    }

    /** Bytes written so far: the offset of what comes next. */
    public int position() {
        return buffer.position();
    }

    /** What was written, from the start; a view that later writes may change. */
    public ByteBuffer written() {
        return buffer.slice(0, buffer.position()).order(ByteOrder.nativeOrder());
    }

    /** A flag attribute, or a nested one without content. */
    public void empty(int type) {
        header(type, 0);
    }

    /** An 8-bit number. */
    public void u8(int type, int value) {
        header(type, 1);
        buffer.put((byte) value).put((byte) 0).putShort((short) 0);
    }

    /** A 16-bit number. */
    public void u16(int type, int value) {
        header(type, 2);
        buffer.putShort(bigEndian((short) value)).putShort((short) 0);
    }

    /** A 32-bit number. */
    public void u32(int type, int value) {
        header(type, 4);
        buffer.putInt(bigEndian(value));
    }

    /** A 32-bit number in the machine's byte order, as netlink itself uses them. */
    public void nativeU32(int type, int value) {
        header(type, 4);
        buffer.putInt(value);
    }

    /** A 64-bit number. */
    public void u64(int type, long value) {
        header(type, 8);
        buffer.putLong(LITTLE_ENDIAN ? Long.reverseBytes(value) : value);
    }

    /** A string with its terminating NUL. */
    public void string(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        header(type, bytes.length + 1);
        buffer.put(bytes).put((byte) 0);
        pad(bytes.length + 1);
    }

    /** A byte string, as it is. */
    public void bytes(int type, byte[] source, int offset, int length) {
        header(type, length);
        buffer.put(source, offset, length);
        pad(length);
    }

    /** A byte string, as it is. */
    public void bytes(int type, byte[] source) {
        bytes(type, source, 0, source.length);
    }

    /**
     * Starts an attribute that holds attributes.
     *
     * @return what {@link #endNest} wants
     */
    public int nest(int type) {
        int start = buffer.position();
        header(type | NetlinkConstants.NLA_F_NESTED, 0);
        return start;
    }

    /**
     * Ends the attribute that {@link #nest} started.
     *
     * @throws IllegalStateException if it has become longer than an attribute can be; the kernel
     *     would take the length modulo 65,536
     */
    public void endNest(int start) {
        int length = buffer.position() - start;
        if (length > MAX_ATTRIBUTE_BYTES) {
            throw new IllegalStateException("a nested attribute of " + length + " bytes");
        }
        buffer.putShort(start, (short) length);
    }

    /** Attributes that are encoded already, as the inside of a nested one. */
    public void raw(byte[] attributes) {
        ensure(NetlinkConstants.align(attributes.length));
        buffer.put(attributes);
        pad(attributes.length);
    }

    private void header(int type, int length) {
        if (length > MAX_ATTRIBUTE_BYTES - ATTRIBUTE_HEADER_BYTES) {
            throw new IllegalStateException("an attribute of " + length + " bytes");
        }
        ensure(ATTRIBUTE_HEADER_BYTES + NetlinkConstants.align(length));
        buffer.putShort((short) (ATTRIBUTE_HEADER_BYTES + length)).putShort((short) type);
    }

    private void pad(int length) {
        for (int at = length; (at & 3) != 0; at++) {
            buffer.put((byte) 0);
        }
    }

    /** A message header of zeroes to be filled in by {@link #patchInt} and {@link #patchShort}. */
    int reserve(int bytes) {
        ensure(bytes);
        int start = buffer.position();
        for (int at = 0; at < bytes; at++) {
            buffer.put((byte) 0);
        }
        return start;
    }

    void patchInt(int offset, int value) {
        buffer.putInt(offset, value);
    }

    void patchShort(int offset, int value) {
        buffer.putShort(offset, (short) value);
    }

    void patchByte(int offset, int value) {
        buffer.put(offset, (byte) value);
    }

    int shortAt(int offset) {
        return buffer.getShort(offset) & 0xffff;
    }

    static short bigEndian(short value) {
        return LITTLE_ENDIAN ? Short.reverseBytes(value) : value;
    }

    static int bigEndian(int value) {
        return LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
    }

    private void ensure(int bytes) {
        if (buffer.remaining() >= bytes) {
            return;
        }
        long wanted = Math.max(2L * buffer.capacity(), (long) buffer.position() + bytes);
        if (wanted > MAX_BYTES) {
            throw new IllegalStateException("a batch of more than " + MAX_BYTES + " bytes");
        }
        buffer = allocate((int) wanted).put(buffer.flip());
    }
}
