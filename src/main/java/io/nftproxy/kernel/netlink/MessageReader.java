package io.nftproxy.kernel.netlink;

import static io.nftproxy.kernel.netlink.NetlinkConstants.HEADER_BYTES;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NFGENMSG_BYTES;
import static io.nftproxy.kernel.netlink.NetlinkConstants.SEQUENCE_OFFSET;

import io.nftproxy.core.model.IpFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the netlink messages in one datagram.
 *
 * <p>Every method throws {@link MalformedMessage} if the bytes are too short.
 */
public final class MessageReader {
    private final ByteBuffer buffer;
    private final int end;
    private int nextOffset;
    private int start;
    private int length;

    /**
     * @param datagram a buffer; its position and limit stay unchanged
     * @param lengthBytes number of filled bytes, from 0
     */
    public MessageReader(ByteBuffer datagram, int lengthBytes) {
        if (lengthBytes > datagram.limit()) {
            throw new MalformedMessage(lengthBytes + " bytes in a buffer of " + datagram.limit());
        }
        this.buffer = datagram.duplicate().order(ByteOrder.nativeOrder());
        this.end = lengthBytes;
    }

    /** Moves to the next message; returns false at the end. */
    public boolean next() {
        if (nextOffset >= end) {
            return false;
        }
        if (end - nextOffset < HEADER_BYTES) {
            throw new MalformedMessage(
                    "a truncated message header of " + (end - nextOffset) + " bytes");
        }
        start = nextOffset;
        length = buffer.getInt(start);
        if (length < HEADER_BYTES || length > end - start) {
            throw new MalformedMessage(
                    "a message of %d bytes with %d bytes left".formatted(length, end - start));
        }
        nextOffset = start + NetlinkConstants.align(length);
        return true;
    }

    /** Returns the offset of this message in the datagram. */
    public int start() {
        return start;
    }

    /** Returns {@code nlmsg_len}, the length with the header. */
    public int length() {
        return length;
    }

    /** Returns {@code nlmsg_type}. */
    public int type() {
        return buffer.getShort(start + 4) & 0xffff;
    }

    /** Returns {@code nlmsg_flags}. */
    public int flags() {
        return buffer.getShort(start + 6) & 0xffff;
    }

    /** Returns whether a flag of {@code nlmsg_flags} is set. */
    public boolean hasFlag(int flag) {
        return (flags() & flag) != 0;
    }

    /** Returns {@code nlmsg_seq}, the sequence number of the request. */
    public int sequence() {
        return buffer.getInt(start + SEQUENCE_OFFSET);
    }

    /** Returns {@code nlmsg_pid}; in a notification, the port of the socket that committed. */
    public int port() {
        return buffer.getInt(start + 12);
    }

    /** Returns {@code nfgen_family} of a netfilter message. */
    public int family() {
        need(HEADER_BYTES + NFGENMSG_BYTES);
        return buffer.get(start + HEADER_BYTES) & 0xff;
    }

    /** Returns the IP family that {@link #family} stands for; null for any other family. */
    public @Nullable IpFamily ipFamily() {
        return switch (family()) {
            case NetlinkConstants.AF_INET -> IpFamily.IPV4;
            case NetlinkConstants.AF_INET6 -> IpFamily.IPV6;
            default -> null;
        };
    }

    /** Returns the attributes of a netfilter message. */
    public AttributeReader attributes() {
        need(HEADER_BYTES + NFGENMSG_BYTES);
        return attributesFrom(HEADER_BYTES + NFGENMSG_BYTES);
    }

    /** Returns the attributes from an offset in the message on. */
    public AttributeReader attributesFrom(int offset) {
        need(offset);
        return AttributeReader.sharing(buffer, start + offset, start + length);
    }

    /** Returns a 32-bit number in the machine's byte order. */
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
