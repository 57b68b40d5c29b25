package io.nftproxy.kernel.netlink;

import static io.nftproxy.kernel.netlink.NetlinkConstants.ATTRIBUTE_HEADER_BYTES;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A reader of consecutive netlink attributes ({@code struct nlattr}).
 *
 * <pre>{@code
 * while (reader.next()) {
 *     switch (reader.type()) {
 *         case NFTA_TABLE_NAME -> name = reader.string();
 *         default -> {}
 *     }
 * }
 * }</pre>
 *
 * <p>Where few objects are read, {@code reader.string(NFTA_TABLE_NAME)} finds an attribute by type.
 *
 * <p>Every method throws {@link MalformedMessage} if the bytes are too short.
 */
public final class AttributeReader {
    private final ByteBuffer buffer;
    private final int from;
    private final int end;
    private int nextOffset;
    private int type;
    private int valueOffset;
    private int valueBytes;

    /**
     * @param buffer any buffer; its position and limit stay unchanged
     * @param from offset of the first attribute
     * @param end offset after the last attribute
     */
    public AttributeReader(ByteBuffer buffer, int from, int end) {
        this(from, end, buffer.duplicate().order(ByteOrder.nativeOrder()));
    }

    private AttributeReader(int from, int end, ByteBuffer buffer) {
        if (from < 0 || from > end || end > buffer.limit()) {
            throw new MalformedMessage(
                    "attributes from " + from + " to " + end + " in a buffer of " + buffer.limit());
        }
        this.buffer = buffer;
        this.from = from;
        this.end = end;
        this.nextOffset = from;
    }

    /** Takes a buffer in the machine's byte order without copying it. */
    static AttributeReader sharing(ByteBuffer buffer, int from, int end) {
        return new AttributeReader(from, end, buffer);
    }

    /** Moves to the next attribute; returns false at the end. */
    public boolean next() {
        if (nextOffset >= end) {
            return false;
        }
        if (end - nextOffset < ATTRIBUTE_HEADER_BYTES) {
            throw new MalformedMessage(
                    "a truncated attribute header of " + (end - nextOffset) + " bytes");
        }
        int length = buffer.getShort(nextOffset) & 0xffff;
        type = buffer.getShort(nextOffset + 2) & NetlinkConstants.NLA_TYPE_MASK;
        if (length < ATTRIBUTE_HEADER_BYTES || length > end - nextOffset) {
            throw new MalformedMessage(
                    "attribute %d of %d bytes with %d bytes left"
                            .formatted(type, length, end - nextOffset));
        }
        valueOffset = nextOffset + ATTRIBUTE_HEADER_BYTES;
        valueBytes = length - ATTRIBUTE_HEADER_BYTES;
        nextOffset += NetlinkConstants.align(length);
        return true;
    }

    /**
     * Moves to the first attribute of a type, from any position; returns false if there is none.
     */
    public boolean find(int wanted) {
        nextOffset = from;
        while (next()) {
            if (type == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether no attribute has a higher type. */
    public boolean hasOnlyUpTo(int highest) {
        nextOffset = from;
        while (next()) {
            if (type > highest) {
                return false;
            }
        }
        return true;
    }

    /** Returns the attribute's type without flags. */
    public int type() {
        return type;
    }

    /** Returns the length of the value, in bytes. */
    public int length() {
        return valueBytes;
    }

    /** Returns an 8-bit number, 0 to 255. */
    public int u8() {
        expect(1);
        return buffer.get(valueOffset) & 0xff;
    }

    /** Returns a 16-bit number, 0 to 65,535. */
    public int u16() {
        expect(2);
        return AttributeWriter.bigEndian(buffer.getShort(valueOffset)) & 0xffff;
    }

    /** Returns a 16-bit number in the machine's byte order, 0 to 65,535. */
    public int nativeU16() {
        expect(2);
        return buffer.getShort(valueOffset) & 0xffff;
    }

    /** Returns a 32-bit number in network byte order. */
    public int u32() {
        expect(4);
        return AttributeWriter.bigEndian(buffer.getInt(valueOffset));
    }

    /** Returns the 32-bit number of a type, in network byte order. */
    public int u32(int wanted, int absent) {
        return find(wanted) ? u32() : absent;
    }

    /** Returns a 64-bit number in network byte order. */
    public long u64() {
        expect(8);
        long value = buffer.getLong(valueOffset);
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                ? Long.reverseBytes(value)
                : value;
    }

    /** Returns a 32-bit number in the machine's byte order, as netlink itself uses. */
    public int nativeU32() {
        expect(4);
        return buffer.getInt(valueOffset);
    }

    /** Returns a string that ends at its NUL or at the attribute's end. */
    public String string() {
        byte[] bytes = bytes();
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Returns the string of a type; empty if absent. */
    public String string(int wanted) {
        return find(wanted) ? string() : "";
    }

    /** Returns a copy of the value. */
    public byte[] bytes() {
        byte[] bytes = new byte[valueBytes];
        buffer.get(valueOffset, bytes);
        return bytes;
    }

    /** Returns an IP address of a family. */
    public IpAddress address(IpFamily family) {
        expect(family.addressLengthBytes());
        return IpAddress.ofBytes(bytes(), 0, family);
    }

    /** Returns the reader of the nested attributes. */
    public AttributeReader nested() {
        return sharing(buffer, valueOffset, valueOffset + valueBytes);
    }

    private void expect(int bytes) {
        if (valueBytes != bytes) {
            throw new MalformedMessage(
                    "attribute %d has %d bytes instead of %d".formatted(type, valueBytes, bytes));
        }
    }
}
