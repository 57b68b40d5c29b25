package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Expression.CtLoad;
import io.nftproxy.core.nft.KernelNumbers;
import io.nftproxy.core.nft.TableRef.Family;
import org.jspecify.annotations.Nullable;

/** The connection tracking fields of the first packet of a connection. */
final class Connection {
    private Connection() {}

    /**
     * Returns the value of a field; null if the connection has none, such as an IPv6 address of an
     * IPv4 connection.
     */
    static @Nullable Bytes read(CtLoad load, PacketState packet) {
        Packet original = packet.original();
        return switch (load.key()) {
            case STATE -> Bytes.ofHostInt(KernelNumbers.CT_STATE_NEW);
            case STATUS ->
                    Bytes.ofHostInt(packet.isTranslated() ? KernelNumbers.CT_STATUS_DNAT : 0);
            case SRC_IP -> of(Family.IP, packet, original.source());
            case DST_IP -> of(Family.IP, packet, original.destination());
            case SRC_IP6 -> of(Family.IP6, packet, original.source());
            case DST_IP6 -> of(Family.IP6, packet, original.destination());
            case PROTO_DST -> Bytes.ofShort(original.destinationPort());
        };
    }

    private static @Nullable Bytes of(Family family, PacketState packet, Bytes address) {
        return packet.family() == family ? address : null;
    }
}
