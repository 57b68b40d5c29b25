package io.nftproxy.core.nft;

import io.nftproxy.core.nft.TableRef.Family;

/**
 * Offsets of the header fields that rules read: IP (RFC 791), IPv6 (RFC 8200), TCP, UDP and SCTP.
 */
final class PacketLayout {
    static final int SOURCE_PORT_OFFSET = 0;
    static final int DESTINATION_PORT_OFFSET = 2;
    static final int PORT_LENGTH = 2;

    private PacketLayout() {}

    static int addressLength(Family family) {
        return switch (family) {
            case IP -> 4;
            case IP6 -> 16;
            case INET -> throw new IllegalArgumentException("inet has no addresses");
        };
    }

    /** Returns the offset from the start of the network header. */
    static int addressOffset(Family family, boolean source) {
        int first = family == Family.IP ? 12 : 8;
        return source ? first : first + addressLength(family);
    }
}
