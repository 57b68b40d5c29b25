package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code reject} ({@code enum nft_reject_attributes}). */
final class RejectCodec {
    static final String NAME = "reject";

    private static final int NFTA_REJECT_TYPE = 1;
    private static final int NFTA_REJECT_ICMP_CODE = 2;

    private static final int NFT_REJECT_ICMP_UNREACH = 0;
    private static final int NFT_REJECT_TCP_RST = 1;
    private static final int NFT_REJECT_ICMPX_UNREACH = 2;

    private RejectCodec() {}

    static void encode(Expression.Reject reject, AttributeWriter writer) {
        writer.u32(
                NFTA_REJECT_TYPE,
                switch (reject.type()) {
                    case ICMP_UNREACHABLE -> NFT_REJECT_ICMP_UNREACH;
                    case TCP_RESET -> NFT_REJECT_TCP_RST;
                    case ICMPX_UNREACHABLE -> NFT_REJECT_ICMPX_UNREACH;
                });
        writer.u8(NFTA_REJECT_ICMP_CODE, reject.code());
    }

    static @Nullable Expression decode(AttributeReader reader) {
        Expression.Reject.Type type = null;
        int code = 0;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_REJECT_TYPE -> type = type(reader.u32());
                case NFTA_REJECT_ICMP_CODE -> code = reader.u8();
                default -> {
                    return null;
                }
            }
        }
        return type == null ? null : new Expression.Reject(type, code);
    }

    private static Expression.Reject.@Nullable Type type(int number) {
        return switch (number) {
            case NFT_REJECT_ICMP_UNREACH -> Expression.Reject.Type.ICMP_UNREACHABLE;
            case NFT_REJECT_TCP_RST -> Expression.Reject.Type.TCP_RESET;
            case NFT_REJECT_ICMPX_UNREACH -> Expression.Reject.Type.ICMPX_UNREACHABLE;
            default -> null;
        };
    }
}
