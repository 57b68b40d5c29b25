package io.nftproxy.kernel.netlink.route;

import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_ACK;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_REQUEST;

import io.nftproxy.kernel.netlink.AttributeWriter;
import io.nftproxy.kernel.netlink.MessageWriter;
import java.nio.ByteBuffer;

/** Requests about network interfaces. Each request overwrites the previous one. */
public final class LinkRequests {
    private static final int RTM_DELLINK = 17;
    private static final int IFLA_IFNAME = 3;

    /** Bytes of {@code struct ifinfomsg} after the length of {@code struct nfgenmsg}. */
    private static final int MORE_BYTES = 12;

    private final MessageWriter message = new MessageWriter();

    /** Returns a {@code RTM_DELLINK} for an interface name; {@code ENODEV} if there is none. */
    public ByteBuffer delete(String name, int sequence) {
        message.clear();
        AttributeWriter attributes =
                message.begin(RTM_DELLINK, NLM_F_REQUEST | NLM_F_ACK, sequence, 0, 0);
        attributes.raw(new byte[MORE_BYTES]);
        attributes.string(IFLA_IFNAME, name);
        message.end();
        return message.written();
    }
}
