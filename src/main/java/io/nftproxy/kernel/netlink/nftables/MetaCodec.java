package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code meta load} and {@code meta set} ({@code enum nft_meta_attributes}). */
final class MetaCodec {
    static final String NAME = "meta";

    private static final int NFTA_META_DREG = 1;
    private static final int NFTA_META_KEY = 2;
    private static final int NFTA_META_SREG = 3;

    private static final int NFT_META_MARK = 3;
    private static final int NFT_META_IIFNAME = 6;
    private static final int NFT_META_NFPROTO = 15;
    private static final int NFT_META_L4PROTO = 16;

    private MetaCodec() {}

    static void encode(Expression.MetaLoad load, AttributeWriter writer) {
        writer.u32(NFTA_META_KEY, number(load.key()));
        Registers.write(writer, NFTA_META_DREG, load.dreg());
    }

    static void encode(Expression.MetaSet set, AttributeWriter writer) {
        writer.u32(NFTA_META_KEY, number(set.key()));
        Registers.write(writer, NFTA_META_SREG, set.sreg());
    }

    /** Returns null for other keys. */
    static @Nullable Expression decode(AttributeReader reader) {
        Expression.MetaKey key = null;
        int dreg = Registers.NONE;
        int sreg = Registers.NONE;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_META_DREG -> dreg = Registers.read(reader);
                case NFTA_META_KEY -> key = key(reader.u32());
                case NFTA_META_SREG -> sreg = Registers.read(reader);
                default -> {
                    return null;
                }
            }
        }
        if (key == null || (dreg == Registers.NONE) == (sreg == Registers.NONE)) {
            return null;
        }
        return dreg == Registers.NONE
                ? new Expression.MetaSet(key, sreg)
                : new Expression.MetaLoad(key, dreg);
    }

    private static int number(Expression.MetaKey key) {
        return switch (key) {
            case MARK -> NFT_META_MARK;
            case NFPROTO -> NFT_META_NFPROTO;
            case L4PROTO -> NFT_META_L4PROTO;
            case IIFNAME -> NFT_META_IIFNAME;
        };
    }

    private static Expression.@Nullable MetaKey key(int number) {
        for (Expression.MetaKey key : Expression.MetaKey.values()) {
            if (number(key) == number) {
                return key;
            }
        }
        return null;
    }
}
