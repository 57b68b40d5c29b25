package io.nftproxy.kernel.netlink;

import static io.nftproxy.kernel.netlink.NetlinkConstants.HEADER_BYTES;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_ACK_TLVS;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_CAPPED;

/**
 * An error or an acknowledgement: {@code struct nlmsgerr} and its extended attributes.
 *
 * @param errno the positive error number; 0 acknowledges
 * @param sequence of the message that is answered
 * @param text what the kernel says about it ({@code NLMSGERR_ATTR_MSG}); often empty
 * @param attributeOffset offset of the refused attribute from the start of the message that is
 *     answered ({@code NLMSGERR_ATTR_OFFS}); 0 if the kernel does not say
 */
public record ErrorAnswer(int errno, int sequence, String text, int attributeOffset) {
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final int NLMSGERR_ATTR_OFFS = 2;

    /** {@code struct nlmsgerr}: error, header of the message it is about. */
    private static final int ERROR_BYTES = 4 + HEADER_BYTES;

    /**
     * Reads the current message, which is a {@code NLMSG_ERROR}.
     *
     * @throws MalformedMessage if it is shorter than it says
     */
    public static ErrorAnswer of(MessageReader message) {
        int errno = -message.nativeU32At(HEADER_BYTES);
        int sequence = message.nativeU32At(HEADER_BYTES + 4 + 8);
        if (!message.hasFlag(NLM_F_ACK_TLVS)) {
            return new ErrorAnswer(errno, sequence, "", 0);
        }
        AttributeReader attributes = message.attributesFrom(attributesOffset(message));
        String text = "";
        int offset = 0;
        while (attributes.next()) {
            switch (attributes.type()) {
                case NLMSGERR_ATTR_MSG -> text = attributes.string();
                case NLMSGERR_ATTR_OFFS -> offset = attributes.nativeU32();
                default -> {}
            }
        }
        return new ErrorAnswer(errno, sequence, text, offset);
    }

    private static int attributesOffset(MessageReader message) {
        if (message.hasFlag(NLM_F_CAPPED)) {
            return HEADER_BYTES + ERROR_BYTES;
        }
        int repeated = message.nativeU32At(HEADER_BYTES + 4);
        if (repeated < HEADER_BYTES || repeated > message.length()) {
            throw new MalformedMessage("an answer to a message of " + repeated + " bytes");
        }
        return HEADER_BYTES + 4 + NetlinkConstants.align(repeated);
    }

    /**
     * The errno of a {@code NLMSG_DONE}, which ends a dump; positive, 0 for none.
     *
     * @throws MalformedMessage if the message is shorter than it says
     */
    public static int ofDone(MessageReader message) {
        return message.length() < HEADER_BYTES + 4 ? 0 : -message.nativeU32At(HEADER_BYTES);
    }
}
