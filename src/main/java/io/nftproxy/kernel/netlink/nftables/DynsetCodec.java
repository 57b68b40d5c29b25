package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code dynset update} ({@code enum nft_dynset_attributes}). */
final class DynsetCodec {
    static final String NAME = "dynset";

    private static final int NFTA_DYNSET_SET_NAME = 1;
    private static final int NFTA_DYNSET_SET_ID = 2;
    private static final int NFTA_DYNSET_OP = 3;
    private static final int NFTA_DYNSET_SREG_KEY = 4;
    private static final int NFTA_DYNSET_SREG_DATA = 5;
    private static final int NFTA_DYNSET_TIMEOUT = 6;
    private static final int NFTA_DYNSET_FLAGS = 9;

    private static final int NFT_DYNSET_OP_UPDATE = 1;

    private DynsetCodec() {}

    static void encode(Expression.DynsetUpdate update, AttributeWriter writer) {
        Registers.write(writer, NFTA_DYNSET_SREG_KEY, update.keyReg());
        if (update.dataReg() != null) {
            Registers.write(writer, NFTA_DYNSET_SREG_DATA, update.dataReg());
        }
        writer.u32(NFTA_DYNSET_OP, NFT_DYNSET_OP_UPDATE);
        if (update.timeoutMs() != 0) {
            writer.u64(NFTA_DYNSET_TIMEOUT, update.timeoutMs());
        }
        writer.string(NFTA_DYNSET_SET_NAME, update.set());
    }

    /** Returns null for add, delete, and an update with statements. */
    static @Nullable Expression decode(AttributeReader reader) {
        String set = "";
        int operation = 0;
        int flags = 0;
        int keyReg = Registers.NONE;
        Integer dataReg = null;
        long timeoutMs = 0;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_DYNSET_SET_NAME -> set = reader.string();
                case NFTA_DYNSET_SET_ID -> {}
                case NFTA_DYNSET_OP -> operation = reader.u32();
                case NFTA_DYNSET_SREG_KEY -> keyReg = Registers.read(reader);
                case NFTA_DYNSET_SREG_DATA -> dataReg = Registers.read(reader);
                case NFTA_DYNSET_TIMEOUT -> timeoutMs = reader.u64();
                case NFTA_DYNSET_FLAGS -> flags = reader.u32();
                default -> {
                    return null;
                }
            }
        }
        return operation != NFT_DYNSET_OP_UPDATE || flags != 0 || keyReg == Registers.NONE
                ? null
                : new Expression.DynsetUpdate(set, keyReg, dataReg, timeoutMs);
    }
}
