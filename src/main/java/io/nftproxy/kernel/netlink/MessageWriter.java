package io.nftproxy.kernel.netlink;

import static io.nftproxy.kernel.netlink.NetlinkConstants.HEADER_BYTES;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NFGENMSG_BYTES;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_REQUEST;
import static io.nftproxy.kernel.netlink.NetlinkConstants.SEQUENCE_OFFSET;

import java.nio.ByteBuffer;

/** A writer of consecutive netlink messages: a request or a whole batch. */
public final class MessageWriter {
    private static final int TYPE_OFFSET = 4;
    private static final int FLAGS_OFFSET = 6;

    private final AttributeWriter attributes = new AttributeWriter();
    private int start;

    /** Discards everything written. */
    public void clear() {
        clear(0);
    }

    /** Discards everything written, and reserves room for about this many bytes. */
    public void clear(long expectedBytes) {
        attributes.clear(expectedBytes);
        start = 0;
    }

    /** Returns the writer of the current message's attributes. */
    public AttributeWriter attributes() {
        return attributes;
    }

    /** Returns all messages; later writes may change this view. */
    public ByteBuffer written() {
        endMessage();
        return attributes.written();
    }

    /**
     * Discards everything written, and begins a request. The socket gives it a sequence number.
     *
     * @param flags in addition to {@code NLM_F_REQUEST}
     */
    public AttributeWriter request(int type, int flags, int family) {
        clear();
        return begin(type, NLM_F_REQUEST | flags, 0, family, 0);
    }

    /**
     * Begins a netfilter message: {@code struct nlmsghdr} and {@code struct nfgenmsg}.
     *
     * @param type {@code nlmsg_type}: subsystem in the high byte, message in the low byte
     * @param family {@code NFPROTO_*} or {@code AF_*}
     * @param resourceId {@code res_id}, in network byte order on the wire; 0 for most messages
     */
    public AttributeWriter begin(int type, int flags, int sequence, int family, int resourceId) {
        endMessage();
        start = attributes.reserve(HEADER_BYTES + NFGENMSG_BYTES);
        attributes.patchShort(start + TYPE_OFFSET, type);
        attributes.patchShort(start + FLAGS_OFFSET, flags);
        attributes.patchInt(start + SEQUENCE_OFFSET, sequence);
        attributes.patchByte(start + HEADER_BYTES, family);
        attributes.patchShort(
                start + HEADER_BYTES + 2, AttributeWriter.bigEndian((short) resourceId));
        return attributes;
    }

    /** Writes the length of the message begun last, at its start. */
    private void endMessage() {
        attributes.patchInt(start, attributes.position() - start);
    }

    /** Sets more flags of the message begun last. */
    public void addFlags(int flags) {
        int offset = start + FLAGS_OFFSET;
        attributes.patchShort(offset, attributes.shortAt(offset) | flags);
    }

    /** Replaces a 32-bit number, in network byte order, in a message written earlier. */
    public void replaceU32(int offset, int value) {
        attributes.patchInt(offset, AttributeWriter.bigEndian(value));
    }
}
