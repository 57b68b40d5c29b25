package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code fib saddr|daddr type} ({@code enum nft_fib_attributes}). */
final class FibCodec {
    static final String NAME = "fib";

    private static final int NFTA_FIB_DREG = 1;
    private static final int NFTA_FIB_RESULT = 2;
    private static final int NFTA_FIB_FLAGS = 3;

    private static final int NFT_FIB_RESULT_ADDRTYPE = 3;
    private static final int NFTA_FIB_F_SADDR = 1;
    private static final int NFTA_FIB_F_DADDR = 2;

    private FibCodec() {}

    static void encode(Expression.FibType fib, AttributeWriter writer) {
        writer.u32(NFTA_FIB_FLAGS, fib.source() ? NFTA_FIB_F_SADDR : NFTA_FIB_F_DADDR);
        writer.u32(NFTA_FIB_RESULT, NFT_FIB_RESULT_ADDRTYPE);
        Registers.write(writer, NFTA_FIB_DREG, fib.dreg());
    }

    /** Returns null for other results, and for a lookup by mark or interface. */
    static @Nullable Expression decode(AttributeReader reader) {
        int dreg = Registers.NONE;
        int result = 0;
        int flags = 0;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_FIB_DREG -> dreg = Registers.read(reader);
                case NFTA_FIB_RESULT -> result = reader.u32();
                case NFTA_FIB_FLAGS -> flags = reader.u32();
                default -> {
                    return null;
                }
            }
        }
        boolean known = flags == NFTA_FIB_F_SADDR || flags == NFTA_FIB_F_DADDR;
        return !known || result != NFT_FIB_RESULT_ADDRTYPE || dreg == Registers.NONE
                ? null
                : new Expression.FibType(flags == NFTA_FIB_F_SADDR, dreg);
    }
}
