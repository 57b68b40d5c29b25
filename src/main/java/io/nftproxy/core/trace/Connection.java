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
        boolean reply = load.direction() == CtLoad.Direction.REPLY;
        return switch (load.key()) {
            case STATE -> Bytes.ofHostInt(KernelNumbers.CT_STATE_NEW);
            case STATUS ->
                    Bytes.ofHostInt(packet.isTranslated() ? KernelNumbers.CT_STATUS_DNAT : 0);
            case SRC_IP -> of(Family.IP, packet, reply ? packet.destination() : original.source());
            case DST_IP ->
                    of(Family.IP, packet, reply ? original.source() : original.destination());
            case SRC_IP6 ->
                    of(Family.IP6, packet, reply ? packet.destination() : original.source());
            case DST_IP6 ->
                    of(Family.IP6, packet, reply ? original.source() : original.destination());
            // The client's source port, the destination of replies, is unknown.
            case PROTO_DST -> reply ? null : Bytes.ofShort(original.destinationPort());
        };
    }

    private static @Nullable Bytes of(Family family, PacketState packet, Bytes address) {
        return packet.family() == family ? address : null;
    }
}
