package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/**
 * The codec of {@code immediate}, a verdict or constant ({@code enum nft_immediate_attributes}).
 */
final class ImmediateCodec {
    static final String NAME = "immediate";

    private static final int NFTA_IMMEDIATE_DREG = 1;
    private static final int NFTA_IMMEDIATE_DATA = 2;

    private ImmediateCodec() {}

    static void encode(Expression.ImmediateVerdict immediate, AttributeWriter writer) {
        writer.u32(NFTA_IMMEDIATE_DREG, Registers.NFT_REG_VERDICT);
        DataCodec.encode(writer, NFTA_IMMEDIATE_DATA, immediate.verdict());
    }

    static void encode(Expression.ImmediateData immediate, AttributeWriter writer) {
        Registers.write(writer, NFTA_IMMEDIATE_DREG, immediate.dreg());
        DataCodec.encode(writer, NFTA_IMMEDIATE_DATA, immediate.value());
    }

    /** Returns null for a verdict that this program never uses. */
    static @Nullable Expression decode(AttributeReader reader) {
        int dreg = Registers.NONE;
        ElementValue value = null;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_IMMEDIATE_DREG ->
                        dreg =
                                reader.u32() == Registers.NFT_REG_VERDICT
                                        ? Registers.NONE
                                        : Registers.read(reader);
                case NFTA_IMMEDIATE_DATA -> value = DataCodec.decode(reader.nested());
                default -> {
                    return null;
                }
            }
        }
        if (value instanceof Verdict verdict) {
            return new Expression.ImmediateVerdict(verdict);
        }
        return value instanceof ElementValue.Data(Bytes bytes) && dreg != Registers.NONE
                ? new Expression.ImmediateData(dreg, bytes)
                : null;
    }
}
