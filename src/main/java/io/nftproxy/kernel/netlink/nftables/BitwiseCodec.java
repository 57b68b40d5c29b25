package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code bitwise} with mask and xor ({@code enum nft_bitwise_attributes}). */
final class BitwiseCodec {
    static final String NAME = "bitwise";

    private static final int NFTA_BITWISE_SREG = 1;
    private static final int NFTA_BITWISE_DREG = 2;
    private static final int NFTA_BITWISE_LEN = 3;
    private static final int NFTA_BITWISE_MASK = 4;
    private static final int NFTA_BITWISE_XOR = 5;
    private static final int NFTA_BITWISE_OP = 6;

    private static final int NFT_BITWISE_MASK_XOR = 0;

    private BitwiseCodec() {}

    static void encode(Expression.Bitwise bitwise, AttributeWriter writer) {
        Registers.write(writer, NFTA_BITWISE_SREG, bitwise.sreg());
        Registers.write(writer, NFTA_BITWISE_DREG, bitwise.dreg());
        writer.u32(NFTA_BITWISE_OP, NFT_BITWISE_MASK_XOR);
        writer.u32(NFTA_BITWISE_LEN, bitwise.mask().length());
        DataCodec.encode(writer, NFTA_BITWISE_MASK, bitwise.mask());
        DataCodec.encode(writer, NFTA_BITWISE_XOR, bitwise.xor());
    }

    /** Returns null for shifts, and for operations on two registers. */
    static @Nullable Expression decode(AttributeReader reader) {
        int operation = NFT_BITWISE_MASK_XOR;
        int sreg = Registers.NONE;
        int dreg = Registers.NONE;
        Bytes mask = Bytes.EMPTY;
        Bytes xor = Bytes.EMPTY;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_BITWISE_SREG -> sreg = Registers.read(reader);
                case NFTA_BITWISE_DREG -> dreg = Registers.read(reader);
                case NFTA_BITWISE_LEN -> {}
                case NFTA_BITWISE_MASK -> mask = DataCodec.decodeBytes(reader.nested());
                case NFTA_BITWISE_XOR -> xor = DataCodec.decodeBytes(reader.nested());
                case NFTA_BITWISE_OP -> operation = reader.u32();
                default -> {
                    return null;
                }
            }
        }
        return operation != NFT_BITWISE_MASK_XOR || sreg == Registers.NONE || dreg == Registers.NONE
                ? null
                : new Expression.Bitwise(sreg, dreg, mask, xor);
    }
}
