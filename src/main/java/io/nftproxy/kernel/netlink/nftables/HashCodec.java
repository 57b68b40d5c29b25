package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code jhash} ({@code enum nft_hash_attributes}). */
final class HashCodec {
    static final String NAME = "hash";

    private static final int NFTA_HASH_SREG = 1;
    private static final int NFTA_HASH_DREG = 2;
    private static final int NFTA_HASH_LEN = 3;
    private static final int NFTA_HASH_MODULUS = 4;
    private static final int NFTA_HASH_SEED = 5;
    private static final int NFTA_HASH_OFFSET = 6;
    private static final int NFTA_HASH_TYPE = 7;

    private static final int NFT_HASH_JENKINS = 0;

    private HashCodec() {}

    static void encode(Expression.Jhash hash, AttributeWriter writer) {
        Registers.write(writer, NFTA_HASH_SREG, hash.sreg());
        Registers.write(writer, NFTA_HASH_DREG, hash.dreg());
        writer.u32(NFTA_HASH_LEN, hash.length());
        writer.u32(NFTA_HASH_MODULUS, hash.modulus());
        writer.u32(NFTA_HASH_SEED, hash.seed());
        writer.u32(NFTA_HASH_OFFSET, 0);
        writer.u32(NFTA_HASH_TYPE, NFT_HASH_JENKINS);
    }

    /** Returns null for another hash, for one with an offset, and for a seed of the kernel's. */
    static @Nullable Expression decode(AttributeReader reader) {
        int sreg = Registers.NONE;
        int dreg = Registers.NONE;
        int length = 0;
        int modulus = 0;
        int seed = 0;
        boolean known = false;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_HASH_SREG -> sreg = Registers.read(reader);
                case NFTA_HASH_DREG -> dreg = Registers.read(reader);
                case NFTA_HASH_LEN -> length = reader.u32();
                case NFTA_HASH_MODULUS -> modulus = reader.u32();
                case NFTA_HASH_SEED -> {
                    seed = reader.u32();
                    known = true;
                }
                case NFTA_HASH_OFFSET, NFTA_HASH_TYPE -> {
                    if (reader.u32() != 0) {
                        return null;
                    }
                }
                default -> {
                    return null;
                }
            }
        }
        return !known || sreg == Registers.NONE || dreg == Registers.NONE
                ? null
                : new Expression.Jhash(sreg, length, dreg, modulus, seed);
    }
}
