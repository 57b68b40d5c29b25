package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Expression.Numgen;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codec of {@code numgen} ({@code enum nft_ng_attributes}). */
final class NumgenCodec {
    static final String NAME = "numgen";

    private static final int NFTA_NG_DREG = 1;
    private static final int NFTA_NG_MODULUS = 2;
    private static final int NFTA_NG_TYPE = 3;
    private static final int NFTA_NG_OFFSET = 4;

    /** {@code enum nft_ng_types}, in the order of its values. */
    private static final List<Numgen.Mode> TYPES = List.of(Numgen.Mode.INC, Numgen.Mode.RANDOM);

    private NumgenCodec() {}

    static void encode(Numgen numgen, AttributeWriter writer) {
        Registers.write(writer, NFTA_NG_DREG, numgen.dreg());
        writer.u32(NFTA_NG_MODULUS, numgen.modulus());
        writer.u32(NFTA_NG_TYPE, TYPES.indexOf(numgen.mode()));
        writer.u32(NFTA_NG_OFFSET, 0);
    }

    /** Returns null for a generator with an offset or of an unknown type. */
    static @Nullable Expression decode(AttributeReader reader) {
        int dreg = Registers.NONE;
        int modulus = 0;
        int type = Registers.NONE;
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
        return type < 0 || type >= TYPES.size() || offset != 0 || dreg == Registers.NONE
                ? null
                : new Numgen(TYPES.get(type), dreg, modulus);
    }
}
