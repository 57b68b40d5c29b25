package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code numgen random} ({@code enum nft_ng_attributes}). */
final class NumgenCodec {
    static final String NAME = "numgen";

    private static final int NFTA_NG_DREG = 1;
    private static final int NFTA_NG_MODULUS = 2;
    private static final int NFTA_NG_TYPE = 3;
    private static final int NFTA_NG_OFFSET = 4;

    private static final int NFT_NG_RANDOM = 1;

    private NumgenCodec() {}

    static void encode(Expression.Numgen numgen, AttributeWriter writer) {
        Registers.write(writer, NFTA_NG_DREG, numgen.dreg());
        writer.u32(NFTA_NG_MODULUS, numgen.modulus());
        writer.u32(NFTA_NG_TYPE, NFT_NG_RANDOM);
        writer.u32(NFTA_NG_OFFSET, 0);
    }

    /** Returns null for an incrementing generator, and for one with an offset. */
    static @Nullable Expression decode(AttributeReader reader) {
        int dreg = Registers.NONE;
        int modulus = 0;
        int type = 0;
        int offset = 0;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_NG_DREG -> dreg = Registers.read(reader);
                case NFTA_NG_MODULUS -> modulus = reader.u32();
                case NFTA_NG_TYPE -> type = reader.u32();
                case NFTA_NG_OFFSET -> offset = reader.u32();
                default -> {
                    return null;
                }
            }
        }
        return type != NFT_NG_RANDOM || offset != 0 || dreg == Registers.NONE
                ? null
                : new Expression.Numgen(dreg, modulus);
    }
}
