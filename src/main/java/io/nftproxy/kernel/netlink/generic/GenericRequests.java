package io.nftproxy.kernel.netlink.generic;

import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_ACK;

import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.MessageWriter;
import java.nio.ByteBuffer;

/**
 * Requests to generic netlink. Each request overwrites the previous one.
 *
 * <p>{@code struct genlmsghdr} is as long as {@code struct nfgenmsg}; its command is at the offset
 * of that struct's family.
 */
public final class GenericRequests {
    /** {@code GENL_ID_CTRL}, the family that resolves the names of families. */
    private static final int GENL_ID_CTRL = 16;

    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;
    private static final int IPVS_CMD_FLUSH = 17;

    private final MessageWriter message = new MessageWriter();

    /** Requests a family's number by name, for example {@code IPVS}; {@code ENOENT} if absent. */
    public ByteBuffer family(String name) {
        message.request(GENL_ID_CTRL, 0, CTRL_CMD_GETFAMILY).string(CTRL_ATTR_FAMILY_NAME, name);
        return message.written();
    }

    /** Returns the family's number from the reply. */
    public static int familyNumber(MessageReader reply) {
        AttributeReader attributes = reply.attributes();
        if (attributes.find(CTRL_ATTR_FAMILY_ID)) {
            return attributes.nativeU16();
        }
        throw new MalformedMessage("a family without a number");
    }

    /** Removes all IPVS virtual servers ({@code IPVS_CMD_FLUSH}). */
    public ByteBuffer flushVirtualServers(int family) {
        message.request(family, NLM_F_ACK, IPVS_CMD_FLUSH);
        return message.written();
    }
}
