package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code masq} ({@code enum nft_masq_attributes}). */
final class MasqueradeCodec {
    static final String NAME = "masq";

    private static final int NFTA_MASQ_FLAGS = 1;

    private static final int NF_NAT_RANGE_PROTO_RANDOM_FULLY = 0x10;

    private MasqueradeCodec() {}

    static void encode(Expression.Masquerade masquerade, AttributeWriter writer) {
        if (masquerade.fullyRandom()) {
            writer.u32(NFTA_MASQ_FLAGS, NF_NAT_RANGE_PROTO_RANDOM_FULLY);
        }
    }

    /** Returns null for a port range, and for other flags. */
    static @Nullable Expression decode(AttributeReader reader) {
        int flags = 0;
        while (reader.next()) {
            if (reader.type() != NFTA_MASQ_FLAGS) {
                return null;
            }
            flags = reader.u32();
        }
        return switch (flags) {
            case 0 -> new Expression.Masquerade(false);
            case NF_NAT_RANGE_PROTO_RANDOM_FULLY -> new Expression.Masquerade(true);
            default -> null;
        };
    }
}
