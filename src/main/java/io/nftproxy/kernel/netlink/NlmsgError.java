package io.nftproxy.kernel.netlink;

import static io.nftproxy.kernel.netlink.NetlinkConstants.HEADER_BYTES;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_ACK_TLVS;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_CAPPED;
import static io.nftproxy.kernel.netlink.NetlinkConstants.SEQUENCE_OFFSET;

/**
 * An error or acknowledgement: {@code struct nlmsgerr} and its extended attributes.
 *
 * @param errno the positive error number; 0 for an acknowledgement
 * @param sequence sequence number of the message that it refers to
 * @param text the kernel's error text ({@code NLMSGERR_ATTR_MSG}); often empty
 * @param attributeOffset offset of the rejected attribute from the start of that message, in bytes
 *     ({@code NLMSGERR_ATTR_OFFS}); 0 if the kernel reports none
 */
public record NlmsgError(int errno, int sequence, String text, int attributeOffset) {
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final int NLMSGERR_ATTR_OFFS = 2;

    /** {@code struct nlmsgerr}: error number, header of the message that it refers to. */
    private static final int ERROR_BYTES = 4 + HEADER_BYTES;

    /**
     * Decodes the reader's current message, a {@code NLMSG_ERROR}.
     *
     * @throws MalformedMessage if it is too short
     */
    public static NlmsgError of(MessageReader message) {
        int errno = -message.nativeU32At(HEADER_BYTES);
        int sequence = message.nativeU32At(HEADER_BYTES + 4 + SEQUENCE_OFFSET);
        if (!message.hasFlag(NLM_F_ACK_TLVS)) {
            return new NlmsgError(errno, sequence, "", 0);
        }
        AttributeReader attributes = message.attributesFrom(attributesOffset(message));
        int offset = attributes.find(NLMSGERR_ATTR_OFFS) ? attributes.nativeU32() : 0;
        return new NlmsgError(errno, sequence, attributes.string(NLMSGERR_ATTR_MSG), offset);
    }

    private static int attributesOffset(MessageReader message) {
        if (message.hasFlag(NLM_F_CAPPED)) {
            return HEADER_BYTES + ERROR_BYTES;
        }
        int repeated = message.nativeU32At(HEADER_BYTES + 4);
        if (repeated < HEADER_BYTES || repeated > message.length()) {
            throw new MalformedMessage(
                    "an error reply that repeats a message of " + repeated + " bytes");
        }
        return HEADER_BYTES + 4 + NetlinkConstants.align(repeated);
    }

    /**
     * Returns the positive error number of a {@code NLMSG_DONE}, which ends a dump; 0 for none.
     *
     * @throws MalformedMessage if it is too short
     */
    public static int ofDone(MessageReader message) {
        return message.length() < HEADER_BYTES + 4 ? 0 : -message.nativeU32At(HEADER_BYTES);
    }
}
