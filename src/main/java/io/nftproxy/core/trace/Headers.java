package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Expression.Payload;
import io.nftproxy.core.nft.TableRef.Family;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The headers of a packet as bytes. Fields that nftproxy's rules do not read are zero. */
final class Headers {
    private static final int IPV4_BYTES = 20;
    private static final int IPV4_PROTOCOL_OFFSET = 9;
    private static final int IPV4_SOURCE_OFFSET = 12;
    private static final int IPV6_BYTES = 40;
    private static final int IPV6_NEXT_HEADER_OFFSET = 6;
    private static final int IPV6_SOURCE_OFFSET = 8;
    private static final int TRANSPORT_BYTES = 8;
    private static final int DESTINATION_PORT_OFFSET = 2;

    private Headers() {}

    /** Returns bytes of a header; null if the header is shorter. */
    static @Nullable Bytes read(Payload payload, PacketState packet) {
        byte[] header =
                switch (payload.base()) {
                    case NETWORK -> network(packet);
                    case TRANSPORT ->
                            ByteBuffer.allocate(TRANSPORT_BYTES)
                                    .putShort((short) packet.original().sourcePort())
                                    .putShort(DESTINATION_PORT_OFFSET, (short) packet.port())
                                    .array();
                };
        int end = payload.offset() + payload.length();
        return end > header.length ? null : Bytes.wrap(header).slice(payload.offset(), end);
    }

    /** Returns whether a load reads a source port, and the packet's is unknown. */
    static boolean isUnknown(Payload payload, PacketState packet) {
        return payload.base() == Payload.Base.TRANSPORT
                && payload.offset() < DESTINATION_PORT_OFFSET
                && packet.original().sourcePort() == 0;
    }

    private static byte[] network(PacketState packet) {
        boolean ipv4 = packet.family() == Family.IP;
        byte[] header = new byte[ipv4 ? IPV4_BYTES : IPV6_BYTES];
        header[0] = (byte) (ipv4 ? 0x45 : 0x60);
        header[ipv4 ? IPV4_PROTOCOL_OFFSET : IPV6_NEXT_HEADER_OFFSET] = (byte) packet.protocol();
        int source = ipv4 ? IPV4_SOURCE_OFFSET : IPV6_SOURCE_OFFSET;
        packet.source().copyTo(header, source);
        packet.destination().copyTo(header, source + packet.source().length());
        return header;
    }
}
