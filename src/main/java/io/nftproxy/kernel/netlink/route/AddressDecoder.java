package io.nftproxy.kernel.netlink.route;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.NetlinkConstants;
import org.jspecify.annotations.Nullable;

/** The decoder of interface addresses ({@code RTM_NEWADDR}). */
public final class AddressDecoder {
    private static final int RTM_NEWADDR = 20;
    private static final int IFADDRMSG_BYTES = 8;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;

    private AddressDecoder() {}

    /**
     * Returns the host's address; null for any other message. On a point-to-point link {@code
     * IFA_ADDRESS} is the peer's address and {@code IFA_LOCAL} the host's.
     *
     * @throws MalformedMessage if the address has a wrong length
     */
    public static @Nullable IpAddress address(MessageReader message) {
        IpFamily family = message.type() == RTM_NEWADDR ? message.ipFamily() : null;
        if (family == null) {
            return null;
        }
        AttributeReader attributes =
                message.attributesFrom(NetlinkConstants.HEADER_BYTES + IFADDRMSG_BYTES);
        IpAddress address = null;
        IpAddress local = null;
        while (attributes.next()) {
            switch (attributes.type()) {
                case IFA_ADDRESS -> address = attributes.address(family);
                case IFA_LOCAL -> local = attributes.address(family);
                default -> {}
            }
        }
        return local != null ? local : address;
    }
}
