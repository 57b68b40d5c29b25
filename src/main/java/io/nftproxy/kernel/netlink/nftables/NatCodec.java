package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/** The codec of {@code nat dnat} ({@code enum nft_nat_attributes}). */
final class NatCodec {
    static final String NAME = "nat";

    private static final int NFTA_NAT_TYPE = 1;
    private static final int NFTA_NAT_FAMILY = 2;
    private static final int NFTA_NAT_REG_ADDR_MIN = 3;
    private static final int NFTA_NAT_REG_ADDR_MAX = 4;
    private static final int NFTA_NAT_REG_PROTO_MIN = 5;
    private static final int NFTA_NAT_REG_PROTO_MAX = 6;
    private static final int NFTA_NAT_FLAGS = 7;

    private static final int NFT_NAT_DNAT = 1;

    /**
     * {@code NF_NAT_RANGE_MAP_IPS} and {@code NF_NAT_RANGE_PROTO_SPECIFIED}, which the kernel sets
     * itself if the expression has registers.
     */
    private static final int IMPLIED_FLAGS = 0x3;

    private NatCodec() {}

    static void encode(Expression.Dnat dnat, AttributeWriter writer) {
        writer.u32(NFTA_NAT_TYPE, NFT_NAT_DNAT);
        writer.u32(NFTA_NAT_FAMILY, dnat.family().number());
        Registers.write(writer, NFTA_NAT_REG_ADDR_MIN, dnat.addressReg());
        if (dnat.protoReg() != null) {
            Registers.write(writer, NFTA_NAT_REG_PROTO_MIN, dnat.protoReg());
        }
    }

    /** Returns null for source NAT, ranges, and flags such as {@code persistent}. */
    static @Nullable Expression decode(AttributeReader reader) {
        int type = -1;
        int flags = 0;
        TableRef.Family family = null;
        Integer address = null;
        Integer addressMax = null;
        Integer proto = null;
        Integer protoMax = null;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_NAT_TYPE -> type = reader.u32();
                case NFTA_NAT_FAMILY -> family = family(reader.u32());
                case NFTA_NAT_REG_ADDR_MIN -> address = Registers.read(reader);
                case NFTA_NAT_REG_ADDR_MAX -> addressMax = Registers.read(reader);
                case NFTA_NAT_REG_PROTO_MIN -> proto = Registers.read(reader);
                case NFTA_NAT_REG_PROTO_MAX -> protoMax = Registers.read(reader);
                case NFTA_NAT_FLAGS -> flags = reader.u32();
                default -> {
                    return null;
                }
            }
        }
        boolean plain =
                type == NFT_NAT_DNAT
                        && (flags & ~IMPLIED_FLAGS) == 0
                        && (addressMax == null || addressMax.equals(address))
                        && (protoMax == null || protoMax.equals(proto));
        return !plain || family == null || address == null
                ? null
                : new Expression.Dnat(family, address, proto);
    }

    private static TableRef.@Nullable Family family(int number) {
        for (TableRef.Family family : TableRef.Family.values()) {
            if (family.number() == number) {
                return family;
            }
        }
        return null;
    }
}
