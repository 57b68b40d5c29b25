package io.nftproxy.kernel.netlink;

import static io.nftproxy.kernel.netlink.NetlinkConstants.HEADER_BYTES;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NFGENMSG_BYTES;

import java.nio.ByteBuffer;

/** A writer of consecutive netlink messages: a request or a whole batch. */
public final class MessageWriter {
    private static final int LENGTH_OFFSET = 0;
    private static final int TYPE_OFFSET = 4;
    private static final int FLAGS_OFFSET = 6;
    private static final int SEQUENCE_OFFSET = 8;

    private final AttributeWriter attributes = new AttributeWriter();
    private int start;

    /** Discards everything written. */
    public void clear() {
        clear(0);
    }

    /** Discards everything written, and reserves room for about this many bytes. */
    public void clear(long expectedBytes) {
        attributes.clear(expectedBytes);
    }

    /** Returns the writer of the current message's attributes. */
    public AttributeWriter attributes() {
        return attributes;
    }

    /** Returns all messages; later writes may change this view. */
    public ByteBuffer written() {
        return attributes.written();
    }

    /**
     * Begins a netfilter message: {@code struct nlmsghdr} and {@code struct nfgenmsg}.
     *
     * @param type {@code nlmsg_type}: subsystem in the high byte, message in the low byte
     * @param family {@code NFPROTO_*} or {@code AF_*}
     * @param resourceId {@code res_id}, in network byte order on the wire; 0 for most messages
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

    /** Ends the message: writes its length. */
    public void end() {
        attributes.patchInt(start + LENGTH_OFFSET, attributes.position() - start);
    }

    /** Returns the offset of the message begun last. */
    public int messageStart() {
        return start;
    }

    /** Sets the flags of a message written earlier. */
    public void addFlags(int messageStart, int flags) {
        int offset = messageStart + FLAGS_OFFSET;
        attributes.patchShort(offset, attributes.shortAt(offset) | flags);
    }

    /** Replaces a 32-bit number, in network byte order, in a message written earlier. */
    public void replaceU32(int offset, int value) {
        attributes.patchInt(offset, AttributeWriter.bigEndian(value));
    }
}
