package io.nftproxy.kernel.netlink.generic;

import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_ACK;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_REQUEST;

import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.MessageWriter;
import java.nio.ByteBuffer;

/**
 * Requests of generic netlink. A request is overwritten by the next one.
 *
 * <p>{@code struct genlmsghdr} is as long as {@code struct nfgenmsg}; the command is where that has
 * its family.
 */
public final class GenericRequests {
    /** The number of the family that knows the numbers of the others. */
    private static final int GENL_ID_CTRL = 16;

    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;
    private static final int IPVS_CMD_FLUSH = 17;

    private final MessageWriter message = new MessageWriter();

    /** Asks for a family's number by its name, {@code IPVS}; {@code ENOENT} if there is none. */
    public ByteBuffer family(String name, int sequence) {
        message.clear();
        message.begin(GENL_ID_CTRL, NLM_F_REQUEST, sequence, CTRL_CMD_GETFAMILY, 0)
                .string(CTRL_ATTR_FAMILY_NAME, name);
        message.end();
        return message.written();
    }

    /** Reads a family's number from the answer. */
    public static int familyNumber(MessageReader answer) {
        AttributeReader attributes = answer.attributes();
        while (attributes.next()) {
            if (attributes.type() == CTRL_ATTR_FAMILY_ID) {
                return attributes.nativeU16();
            }
        }
        throw new MalformedMessage("a family without a number");
    }

    /** Removes all virtual servers of IPVS. */
    public ByteBuffer flushVirtualServers(int family, int sequence) {
        message.clear();
        message.begin(family, NLM_F_REQUEST | NLM_F_ACK, sequence, IPVS_CMD_FLUSH, 0);
        message.end();
        return message.written();
    }
}
