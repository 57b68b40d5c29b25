package io.nftproxy.kernel.netlink;

import static io.nftproxy.kernel.netlink.NetlinkConstants.HEADER_BYTES;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NFGENMSG_BYTES;

import java.nio.ByteBuffer;

/** Writes netlink messages one after the other: a request, or a whole batch of them. */
public final class MessageWriter {
    private static final int LENGTH_OFFSET = 0;
    private static final int TYPE_OFFSET = 4;
    private static final int FLAGS_OFFSET = 6;
    private static final int SEQUENCE_OFFSET = 8;

    private final AttributeWriter attributes = new AttributeWriter();
    private int start;

    /** Forgets what was written. */
    public void clear() {
        clear(0);
    }

    /** Forgets what was written; about so many bytes come next. */
    public void clear(long expectedBytes) {
        attributes.clear(expectedBytes);
    }

    /** Where the attributes of the current message go. */
    public AttributeWriter attributes() {
        return attributes;
    }

    /** All messages; a view that later writes may change. */
    public ByteBuffer written() {
        return attributes.written();
    }

    /** Bytes written so far. */
    public int position() {
        return attributes.position();
    }

    /**
     * Starts a message of netfilter: a netlink header and a {@code struct nfgenmsg}.
     *
     * @param type subsystem in the high byte, message in the low byte
     * @param family {@code NFPROTO_*} or {@code AF_*}
     * @param resourceId in network byte order on the wire; 0 for most messages
     */
    public AttributeWriter begin(int type, int flags, int sequence, int family, int resourceId) {
        start = attributes.reserve(HEADER_BYTES + NFGENMSG_BYTES);
        attributes.patchShort(start + TYPE_OFFSET, type);
        attributes.patchShort(start + FLAGS_OFFSET, flags);
        attributes.patchInt(start + SEQUENCE_OFFSET, sequence);
        attributes.patchByte(start + HEADER_BYTES, family);
        attributes.patchShort(
                start + HEADER_BYTES + 2, AttributeWriter.bigEndian((short) resourceId));
        return attributes;
    }

    /** Ends the message. */
    public void end() {
        attributes.patchInt(start + LENGTH_OFFSET, attributes.position() - start);
    }

    /** Offset of the message begun last. */
    public int messageStart() {
        return start;
    }

    /** Sets flags of a message that is written already. */
    public void addFlags(int messageStart, int flags) {
        int offset = messageStart + FLAGS_OFFSET;
        attributes.patchShort(offset, attributes.shortAt(offset) | flags);
    }

    /** Replaces a 32-bit number, in network byte order, in a message that is written already. */
    public void replaceU32(int offset, int value) {
        attributes.patchInt(offset, AttributeWriter.bigEndian(value));
    }
}
