package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code cmp} ({@code enum nft_cmp_attributes}). */
final class CmpCodec {
    static final String NAME = "cmp";

    private static final int NFTA_CMP_SREG = 1;
    private static final int NFTA_CMP_OP = 2;
    private static final int NFTA_CMP_DATA = 3;

    private static final int NFT_CMP_EQ = 0;
    private static final int NFT_CMP_NEQ = 1;

    private CmpCodec() {}

    static void encode(Expression.Cmp cmp, AttributeWriter writer) {
        Registers.write(writer, NFTA_CMP_SREG, cmp.sreg());
        writer.u32(NFTA_CMP_OP, cmp.equal() ? NFT_CMP_EQ : NFT_CMP_NEQ);
        DataCodec.encode(writer, NFTA_CMP_DATA, cmp.value());
    }

    /** Returns null for less and greater. */
    static @Nullable Expression decode(AttributeReader reader) {
        int operator = NFT_CMP_EQ;
        int sreg = Registers.NONE;
        Bytes value = Bytes.EMPTY;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_CMP_SREG -> sreg = Registers.read(reader);
                case NFTA_CMP_OP -> operator = reader.u32();
                case NFTA_CMP_DATA -> value = DataCodec.decodeBytes(reader.nested());
                default -> {
                    return null;
                }
            }
        }
        boolean known = operator == NFT_CMP_EQ || operator == NFT_CMP_NEQ;
        return !known || sreg == Registers.NONE
                ? null
                : new Expression.Cmp(operator == NFT_CMP_EQ, sreg, value);
    }
}
