package io.nftproxy.kernel.netlink.route;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.NetlinkConstants;
import org.jspecify.annotations.Nullable;

/** The decoder of interface addresses ({@code RTM_NEWADDR}). */
public final class AddressDecoder {
    private static final int RTM_NEWADDR = 20;
    private static final int IFADDRMSG_BYTES = 8;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
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
        IpFamily family = message.type() == RTM_NEWADDR ? family(message.family()) : null;
        if (family == null) {
            return null;
        }
        AttributeReader attributes =
                message.attributesFrom(NetlinkConstants.HEADER_BYTES + IFADDRMSG_BYTES);
        IpAddress address = null;
        IpAddress local = null;
        while (attributes.next()) {
            switch (attributes.type()) {
                case IFA_ADDRESS -> address = of(attributes, family);
                case IFA_LOCAL -> local = of(attributes, family);
                default -> {}
            }
        }
        return local != null ? local : address;
    }

    private static @Nullable IpFamily family(int number) {
        return switch (number) {
            case AF_INET -> IpFamily.IPV4;
            case AF_INET6 -> IpFamily.IPV6;
            default -> null;
        };
    }

    private static IpAddress of(AttributeReader attribute, IpFamily family) {
        if (attribute.length() != family.addressLengthBytes()) {
            throw new MalformedMessage("an address of " + attribute.length() + " bytes");
        }
        return IpAddress.ofBytes(attribute.bytes(), 0, family);
    }
}
