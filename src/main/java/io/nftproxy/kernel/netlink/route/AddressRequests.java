package io.nftproxy.kernel.netlink.route;

import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_DUMP;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_REQUEST;

import io.nftproxy.kernel.netlink.MessageWriter;
import java.nio.ByteBuffer;

/** Requests for interface addresses. Each request overwrites the previous one. */
public final class AddressRequests {
    private static final int RTM_GETADDR = 22;

    /** Bytes of {@code struct ifaddrmsg} after the length of {@code struct nfgenmsg}: the index. */
    private static final int MORE_BYTES = 4;

    private final MessageWriter message = new MessageWriter();

    /** Returns a dump of the addresses of all interfaces, IPv4 and IPv6 ({@code RTM_GETADDR}). */
    public ByteBuffer dump(int sequence) {
        message.clear();
        message.begin(RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, sequence, 0, 0)
                .raw(new byte[MORE_BYTES]);
        message.end();
        return message.written();
    }
}
