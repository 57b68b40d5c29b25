package io.nftproxy.kernel.netlink;

import static io.nftproxy.kernel.netlink.NetlinkConstants.HEADER_BYTES;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NFGENMSG_BYTES;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Goes through the messages of one datagram, or of a batch that was written.
 *
 * <p>Every method throws {@link MalformedMessage} where the bytes do not hold what is asked for.
 */
public final class MessageReader {
    private final ByteBuffer buffer;
    private final int end;
    private int nextOffset;
    private int start;
    private int length;

    /**
     * @param datagram its position and limit are not touched
     * @param lengthBytes how much of it is filled
     */
    public MessageReader(ByteBuffer datagram, int lengthBytes) {
        if (lengthBytes > datagram.limit()) {
            throw new MalformedMessage(lengthBytes + " bytes of " + datagram.limit());
        }
        this.buffer = datagram.duplicate().order(ByteOrder.nativeOrder());
        this.end = lengthBytes;
    }

    /** Goes to the next message; false at the end. */
    public boolean next() {
        if (nextOffset >= end) {
            return false;
        }
        if (end - nextOffset < HEADER_BYTES) {
            throw new MalformedMessage("a message header of " + (end - nextOffset) + " bytes");
        }
        start = nextOffset;
        length = buffer.getInt(start);
        if (length < HEADER_BYTES || length > end - start) {
            throw new MalformedMessage(
                    "a message of %d bytes, %d are left".formatted(length, end - start));
        }
        nextOffset = start + NetlinkConstants.align(length);
        return true;
    }

    /** Offset of this message in the datagram. */
    public int start() {
        return start;
    }

    /** Length with the header. */
    public int length() {
        return length;
    }

    /** {@code nlmsg_type}. */
    public int type() {
        return buffer.getShort(start + 4) & 0xffff;
    }

    /** {@code nlmsg_flags}. */
    public int flags() {
        return buffer.getShort(start + 6) & 0xffff;
    }

    public boolean hasFlag(int flag) {
        return (flags() & flag) != 0;
    }

    /** {@code nlmsg_seq}: of the request that this answers. */
    public int sequence() {
        return buffer.getInt(start + 8);
    }

    /** {@code nfgen_family} of a netfilter message. */
    public int family() {
        need(HEADER_BYTES + NFGENMSG_BYTES);
        return buffer.get(start + HEADER_BYTES) & 0xff;
    }

    /** The attributes of a netfilter message. */
    public AttributeReader attributes() {
        need(HEADER_BYTES + NFGENMSG_BYTES);
        return attributesFrom(HEADER_BYTES + NFGENMSG_BYTES);
    }

    /** Attributes that start at an offset from the message's start. */
    public AttributeReader attributesFrom(int offset) {
        need(offset);
        return AttributeReader.sharing(buffer, start + offset, start + length);
    }

    /** A 32-bit number in the machine's byte order. */
    int nativeU32At(int offset) {
        need(offset + 4);
        return buffer.getInt(start + offset);
    }

    private void need(int bytes) {
        if (length < bytes) {
            throw new MalformedMessage(
                    "a message of %d bytes instead of %d".formatted(length, bytes));
        }
    }
}
