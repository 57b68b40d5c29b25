package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Expression.Bitwise;
import io.nftproxy.core.nft.Expression.Cmp;
import io.nftproxy.core.nft.Expression.Dnat;
import io.nftproxy.core.nft.Expression.DynsetUpdate;
import io.nftproxy.core.nft.Expression.ImmediateVerdict;
import io.nftproxy.core.nft.Expression.Lookup;
import io.nftproxy.core.nft.Expression.Masquerade;
import io.nftproxy.core.nft.Expression.Reject;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import org.jspecify.annotations.Nullable;

/**
 * The codec of expressions that compare, compute, look up, translate, or issue a verdict. A decoder
 * returns null for an expression that nftproxy never writes.
 */
final class StatementCodec {
    private static final int NFTA_CMP_SREG = 1;
    private static final int NFTA_CMP_OP = 2;
    private static final int NFTA_CMP_DATA = 3;
    private static final int NFT_CMP_EQ = 0;
    private static final int NFT_CMP_NEQ = 1;

    private static final int NFTA_BITWISE_SREG = 1;
    private static final int NFTA_BITWISE_DREG = 2;
    private static final int NFTA_BITWISE_LEN = 3;
    private static final int NFTA_BITWISE_MASK = 4;
    private static final int NFTA_BITWISE_XOR = 5;
    private static final int NFTA_BITWISE_OP = 6;
    private static final int NFT_BITWISE_MASK_XOR = 0;

    private static final int NFTA_LOOKUP_SET = 1;
    private static final int NFTA_LOOKUP_SREG = 2;
    private static final int NFTA_LOOKUP_DREG = 3;
    private static final int NFTA_LOOKUP_FLAGS = 5;

    private static final int NFTA_IMMEDIATE_DREG = 1;
    private static final int NFTA_IMMEDIATE_DATA = 2;

    private static final int NFTA_DYNSET_SET_NAME = 1;
    private static final int NFTA_DYNSET_OP = 3;
    private static final int NFTA_DYNSET_SREG_KEY = 4;
    private static final int NFTA_DYNSET_SREG_DATA = 5;
    private static final int NFTA_DYNSET_TIMEOUT = 6;
    private static final int NFTA_DYNSET_EXPR = 7;
    private static final int NFTA_DYNSET_FLAGS = 9;
    private static final int NFT_DYNSET_OP_UPDATE = 1;

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
    private static final int IMPLIED_NAT_FLAGS = 0x3;

    private static final int NFTA_MASQ_FLAGS = 1;
    private static final int NF_NAT_RANGE_PROTO_RANDOM_FULLY = 0x10;

    private static final int NFTA_REJECT_TYPE = 1;
    private static final int NFTA_REJECT_ICMP_CODE = 2;
    private static final int NFT_REJECT_ICMP_UNREACH = 0;

    private StatementCodec() {}

    static void encode(Cmp cmp, AttributeWriter writer) {
        Registers.write(writer, NFTA_CMP_SREG, cmp.sreg());
        writer.u32(NFTA_CMP_OP, cmp.equal() ? NFT_CMP_EQ : NFT_CMP_NEQ);
        DataCodec.encode(writer, NFTA_CMP_DATA, cmp.value());
    }

    static @Nullable Expression cmp(AttributeReader data) {
        int operator = data.u32(NFTA_CMP_OP, NFT_CMP_EQ);
        int sreg = Registers.read(data, NFTA_CMP_SREG);
        boolean known = operator == NFT_CMP_EQ || operator == NFT_CMP_NEQ;
        Bytes value = DataCodec.bytes(data, NFTA_CMP_DATA);
        return !data.hasOnlyUpTo(NFTA_CMP_DATA) || !known || sreg < 0 || value.length() == 0
                ? null
                : new Cmp(operator == NFT_CMP_EQ, sreg, value);
    }

    static void encode(Bitwise bitwise, AttributeWriter writer) {
        Registers.write(writer, NFTA_BITWISE_SREG, bitwise.sreg());
        Registers.write(writer, NFTA_BITWISE_DREG, bitwise.dreg());
        writer.u32(NFTA_BITWISE_OP, NFT_BITWISE_MASK_XOR);
        writer.u32(NFTA_BITWISE_LEN, bitwise.mask().length());
        DataCodec.encode(writer, NFTA_BITWISE_MASK, bitwise.mask());
        DataCodec.encode(writer, NFTA_BITWISE_XOR, bitwise.xor());
    }

    static @Nullable Expression bitwise(AttributeReader data) {
        int sreg = Registers.read(data, NFTA_BITWISE_SREG);
        int dreg = Registers.read(data, NFTA_BITWISE_DREG);
        int operation = data.u32(NFTA_BITWISE_OP, NFT_BITWISE_MASK_XOR);
        return !data.hasOnlyUpTo(NFTA_BITWISE_OP)
                        || operation != NFT_BITWISE_MASK_XOR
                        || sreg < 0
                        || dreg < 0
                ? null
                : new Bitwise(
                        sreg,
                        dreg,
                        DataCodec.bytes(data, NFTA_BITWISE_MASK),
                        DataCodec.bytes(data, NFTA_BITWISE_XOR));
    }

    static void encode(Lookup lookup, AttributeWriter writer) {
        Registers.write(writer, NFTA_LOOKUP_SREG, lookup.sreg());
        if (lookup.verdict()) {
            writer.u32(NFTA_LOOKUP_DREG, Registers.NFT_REG_VERDICT);
        } else if (lookup.dreg() != null) {
            Registers.write(writer, NFTA_LOOKUP_DREG, lookup.dreg());
        }
        writer.string(NFTA_LOOKUP_SET, lookup.set());
    }

    static @Nullable Expression lookup(AttributeReader data) {
        int sreg = Registers.read(data, NFTA_LOOKUP_SREG);
        int dreg = Registers.read(data, NFTA_LOOKUP_DREG);
        return !data.hasOnlyUpTo(NFTA_LOOKUP_FLAGS)
                        || data.u32(NFTA_LOOKUP_FLAGS, 0) != 0
                        || sreg < 0
                ? null
                : new Lookup(
                        data.string(NFTA_LOOKUP_SET),
                        sreg,
                        dreg < 0 ? null : dreg,
                        dreg < 0 && data.find(NFTA_LOOKUP_DREG));
    }

    static void encode(ImmediateVerdict immediate, AttributeWriter writer) {
        writer.u32(NFTA_IMMEDIATE_DREG, Registers.NFT_REG_VERDICT);
        DataCodec.encode(writer, NFTA_IMMEDIATE_DATA, immediate.verdict());
    }

    static @Nullable Expression immediate(AttributeReader data) {
        return data.hasOnlyUpTo(NFTA_IMMEDIATE_DATA)
                        && data.find(NFTA_IMMEDIATE_DATA)
                        && DataCodec.decode(data.nested()) instanceof Verdict verdict
                ? new ImmediateVerdict(verdict)
                : null;
    }

    static void encode(DynsetUpdate update, AttributeWriter writer) {
        Registers.write(writer, NFTA_DYNSET_SREG_KEY, update.keyReg());
        Registers.write(writer, NFTA_DYNSET_SREG_DATA, update.dataReg());
        writer.u32(NFTA_DYNSET_OP, NFT_DYNSET_OP_UPDATE);
        if (update.timeoutMs() != 0) {
            writer.u64(NFTA_DYNSET_TIMEOUT, update.timeoutMs());
        }
        writer.string(NFTA_DYNSET_SET_NAME, update.set());
    }

    static @Nullable Expression dynset(AttributeReader data) {
        int keyReg = Registers.read(data, NFTA_DYNSET_SREG_KEY);
        int dataReg = Registers.read(data, NFTA_DYNSET_SREG_DATA);
        return !data.hasOnlyUpTo(NFTA_DYNSET_FLAGS)
                        || data.find(NFTA_DYNSET_EXPR)
                        || data.u32(NFTA_DYNSET_OP, 0) != NFT_DYNSET_OP_UPDATE
                        || data.u32(NFTA_DYNSET_FLAGS, 0) != 0
                        || keyReg < 0
                        || dataReg < 0
                ? null
                : new DynsetUpdate(
                        data.string(NFTA_DYNSET_SET_NAME),
                        keyReg,
                        dataReg,
                        data.find(NFTA_DYNSET_TIMEOUT) ? data.u64() : 0);
    }

    static void encode(Dnat dnat, AttributeWriter writer) {
        writer.u32(NFTA_NAT_TYPE, NFT_NAT_DNAT);
        writer.u32(NFTA_NAT_FAMILY, dnat.family().number());
        Registers.write(writer, NFTA_NAT_REG_ADDR_MIN, dnat.addressReg());
        Registers.write(writer, NFTA_NAT_REG_PROTO_MIN, dnat.protoReg());
    }

    /** Returns null for ranges, too, and for flags such as {@code persistent}. */
    static @Nullable Expression nat(AttributeReader data) {
        TableRef.Family family = TableRef.Family.of(data.u32(NFTA_NAT_FAMILY, 0));
        int address = Registers.read(data, NFTA_NAT_REG_ADDR_MIN);
        int proto = Registers.read(data, NFTA_NAT_REG_PROTO_MIN);
        boolean range =
                data.find(NFTA_NAT_REG_ADDR_MAX)
                                && Registers.read(data, NFTA_NAT_REG_ADDR_MAX) != address
                        || data.find(NFTA_NAT_REG_PROTO_MAX)
                                && Registers.read(data, NFTA_NAT_REG_PROTO_MAX) != proto;
        return !data.hasOnlyUpTo(NFTA_NAT_FLAGS)
                        || data.u32(NFTA_NAT_TYPE, -1) != NFT_NAT_DNAT
                        || (data.u32(NFTA_NAT_FLAGS, 0) & ~IMPLIED_NAT_FLAGS) != 0
                        || range
                        || family == null
                        || address < 0
                        || proto < 0
                ? null
                : new Dnat(family, address, proto);
    }

    static void encodeMasquerade(AttributeWriter writer) {
        writer.u32(NFTA_MASQ_FLAGS, NF_NAT_RANGE_PROTO_RANDOM_FULLY);
    }

    static @Nullable Expression masquerade(AttributeReader data) {
        return data.hasOnlyUpTo(NFTA_MASQ_FLAGS)
                        && data.u32(NFTA_MASQ_FLAGS, 0) == NF_NAT_RANGE_PROTO_RANDOM_FULLY
                ? new Masquerade()
                : null;
    }

    static void encode(Reject reject, AttributeWriter writer) {
        writer.u32(NFTA_REJECT_TYPE, NFT_REJECT_ICMP_UNREACH);
        writer.u8(NFTA_REJECT_ICMP_CODE, reject.code());
    }

    static @Nullable Expression reject(AttributeReader data) {
        return data.hasOnlyUpTo(NFTA_REJECT_ICMP_CODE)
                        && data.u32(NFTA_REJECT_TYPE, -1) == NFT_REJECT_ICMP_UNREACH
                        && data.find(NFTA_REJECT_ICMP_CODE)
                ? new Reject(data.u8())
                : null;
    }
}
