package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code payload load} ({@code enum nft_payload_attributes}). */
final class PayloadCodec {
    static final String NAME = "payload";

    private static final int NFTA_PAYLOAD_DREG = 1;
    private static final int NFTA_PAYLOAD_BASE = 2;
    private static final int NFTA_PAYLOAD_OFFSET = 3;
    private static final int NFTA_PAYLOAD_LEN = 4;

    private static final int NFT_PAYLOAD_NETWORK_HEADER = 1;
    private static final int NFT_PAYLOAD_TRANSPORT_HEADER = 2;

    private PayloadCodec() {}

    static void encode(Expression.Payload payload, AttributeWriter writer) {
        Registers.write(writer, NFTA_PAYLOAD_DREG, payload.dreg());
        writer.u32(
                NFTA_PAYLOAD_BASE,
                switch (payload.base()) {
                    case NETWORK -> NFT_PAYLOAD_NETWORK_HEADER;
                    case TRANSPORT -> NFT_PAYLOAD_TRANSPORT_HEADER;
                });
        writer.u32(NFTA_PAYLOAD_OFFSET, payload.offset());
        writer.u32(NFTA_PAYLOAD_LEN, payload.length());
    }

    /** Returns null for other bases, and for a write to the packet. */
    static @Nullable Expression decode(AttributeReader reader) {
        Expression.Payload.Base base = null;
        int offset = 0;
        int length = 0;
        int dreg = Registers.NONE;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_PAYLOAD_DREG -> dreg = Registers.read(reader);
                case NFTA_PAYLOAD_BASE -> base = base(reader.u32());
                case NFTA_PAYLOAD_OFFSET -> offset = reader.u32();
                case NFTA_PAYLOAD_LEN -> length = reader.u32();
                default -> {
                    return null;
                }
            }
        }
        return base == null || dreg == Registers.NONE
                ? null
                : new Expression.Payload(base, offset, length, dreg);
    }

    private static Expression.Payload.@Nullable Base base(int number) {
        return switch (number) {
            case NFT_PAYLOAD_NETWORK_HEADER -> Expression.Payload.Base.NETWORK;
            case NFT_PAYLOAD_TRANSPORT_HEADER -> Expression.Payload.Base.TRANSPORT;
            default -> null;
        };
    }
}
