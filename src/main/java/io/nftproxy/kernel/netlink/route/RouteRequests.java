package io.nftproxy.kernel.netlink.route;

import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_ACK;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_DUMP;

import io.nftproxy.kernel.netlink.AttributeWriter;
import io.nftproxy.kernel.netlink.MessageWriter;
import java.nio.ByteBuffer;

/** Requests about interfaces and their addresses. Each request overwrites the previous one. */
public final class RouteRequests {
    private static final int RTM_DELLINK = 17;
    private static final int RTM_GETADDR = 22;
    private static final int IFLA_IFNAME = 3;

    /** Bytes of {@code struct ifaddrmsg} after the length of {@code struct nfgenmsg}. */
    private static final int IFADDRMSG_MORE_BYTES = 4;

    /** The same of {@code struct ifinfomsg}. */
    private static final int IFINFOMSG_MORE_BYTES = 12;

    private final MessageWriter message = new MessageWriter();

    /** Requests the addresses of all interfaces, IPv4 and IPv6. */
    public ByteBuffer addresses() {
        message.request(RTM_GETADDR, NLM_F_DUMP, 0).raw(new byte[IFADDRMSG_MORE_BYTES]);
        return message.written();
    }

    /** Requests the deletion of an interface; the kernel replies {@code ENODEV} if it has none. */
    public ByteBuffer deleteLink(String name) {
        AttributeWriter attributes = message.request(RTM_DELLINK, NLM_F_ACK, 0);
        attributes.raw(new byte[IFINFOMSG_MORE_BYTES]);
        attributes.string(IFLA_IFNAME, name);
        return message.written();
    }
}
