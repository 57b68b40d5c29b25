package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code ct load} ({@code enum nft_ct_attributes}). */
final class CtCodec {
    static final String NAME = "ct";

    private static final int NFTA_CT_DREG = 1;
    private static final int NFTA_CT_KEY = 2;
    private static final int NFTA_CT_DIRECTION = 3;

    private static final int NFT_CT_STATE = 0;
    private static final int NFT_CT_STATUS = 2;
    private static final int NFT_CT_PROTO_DST = 12;
    private static final int NFT_CT_SRC_IP = 19;
    private static final int NFT_CT_DST_IP = 20;
    private static final int NFT_CT_SRC_IP6 = 21;
    private static final int NFT_CT_DST_IP6 = 22;

    private static final int IP_CT_DIR_ORIGINAL = 0;
    private static final int IP_CT_DIR_REPLY = 1;

    private CtCodec() {}

    static void encode(Expression.CtLoad load, AttributeWriter writer) {
        writer.u32(NFTA_CT_KEY, number(load.key()));
        Registers.write(writer, NFTA_CT_DREG, load.dreg());
        switch (load.direction()) {
            case NONE -> {}
            case ORIGINAL -> writer.u8(NFTA_CT_DIRECTION, IP_CT_DIR_ORIGINAL);
            case REPLY -> writer.u8(NFTA_CT_DIRECTION, IP_CT_DIR_REPLY);
        }
    }

    /** Returns null for other keys, and for a write to the connection. */
    static @Nullable Expression decode(AttributeReader reader) {
        Expression.CtKey key = null;
        Expression.CtLoad.Direction direction = Expression.CtLoad.Direction.NONE;
        int dreg = Registers.NONE;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_CT_DREG -> dreg = Registers.read(reader);
                case NFTA_CT_KEY -> key = key(reader.u32());
                case NFTA_CT_DIRECTION ->
                        direction =
                                reader.u8() == IP_CT_DIR_ORIGINAL
                                        ? Expression.CtLoad.Direction.ORIGINAL
                                        : Expression.CtLoad.Direction.REPLY;
                default -> {
                    return null;
                }
            }
        }
        return key == null || dreg == Registers.NONE
                ? null
                : new Expression.CtLoad(key, direction, dreg);
    }

    private static int number(Expression.CtKey key) {
        return switch (key) {
            case STATE -> NFT_CT_STATE;
            case STATUS -> NFT_CT_STATUS;
            case SRC_IP -> NFT_CT_SRC_IP;
            case DST_IP -> NFT_CT_DST_IP;
            case SRC_IP6 -> NFT_CT_SRC_IP6;
            case DST_IP6 -> NFT_CT_DST_IP6;
            case PROTO_DST -> NFT_CT_PROTO_DST;
        };
    }

    private static Expression.@Nullable CtKey key(int number) {
        for (Expression.CtKey key : Expression.CtKey.values()) {
            if (number(key) == number) {
                return key;
            }
        }
        return null;
    }
}
