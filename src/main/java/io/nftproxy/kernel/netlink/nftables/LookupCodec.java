package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code lookup} ({@code enum nft_lookup_attributes}). */
final class LookupCodec {
    static final String NAME = "lookup";

    private static final int NFTA_LOOKUP_SET = 1;
    private static final int NFTA_LOOKUP_SREG = 2;
    private static final int NFTA_LOOKUP_DREG = 3;
    private static final int NFTA_LOOKUP_SET_ID = 4;
    private static final int NFTA_LOOKUP_FLAGS = 5;

    private static final int NFT_LOOKUP_F_INV = 1;

    private LookupCodec() {}

    static void encode(Expression.Lookup lookup, AttributeWriter writer) {
        Registers.write(writer, NFTA_LOOKUP_SREG, lookup.sreg());
        if (lookup.verdict()) {
            writer.u32(NFTA_LOOKUP_DREG, Registers.NFT_REG_VERDICT);
        } else if (lookup.dreg() != null) {
            Registers.write(writer, NFTA_LOOKUP_DREG, lookup.dreg());
        }
        writer.string(NFTA_LOOKUP_SET, lookup.set());
        if (lookup.inverted()) {
            writer.u32(NFTA_LOOKUP_FLAGS, NFT_LOOKUP_F_INV);
        }
    }

    static @Nullable Expression decode(AttributeReader reader) {
        String set = "";
        int sreg = Registers.NONE;
        Integer dreg = null;
        boolean verdict = false;
        boolean inverted = false;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_LOOKUP_SET -> set = reader.string();
                case NFTA_LOOKUP_SREG -> sreg = Registers.read(reader);
                case NFTA_LOOKUP_DREG -> {
                    verdict = reader.u32() == Registers.NFT_REG_VERDICT;
                    dreg = verdict ? null : Registers.read(reader);
                }
                case NFTA_LOOKUP_SET_ID -> {}
                case NFTA_LOOKUP_FLAGS -> inverted = (reader.u32() & NFT_LOOKUP_F_INV) != 0;
                default -> {
                    return null;
                }
            }
        }
        return sreg == Registers.NONE
                ? null
                : new Expression.Lookup(set, sreg, dreg, verdict, inverted);
    }
}
