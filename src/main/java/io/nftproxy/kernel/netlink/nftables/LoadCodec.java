package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Expression.CtKey;
import io.nftproxy.core.nft.Expression.CtLoad;
import io.nftproxy.core.nft.Expression.FibType;
import io.nftproxy.core.nft.Expression.Jhash;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.Expression.MetaLoad;
import io.nftproxy.core.nft.Expression.MetaSet;
import io.nftproxy.core.nft.Expression.Numgen;
import io.nftproxy.core.nft.Expression.Payload;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The codec of expressions that load a value into a register, and of {@code meta set}. A decoder
 * returns null for an expression that nftproxy never writes.
 */
final class LoadCodec {
    private static final int NFTA_PAYLOAD_DREG = 1;
    private static final int NFTA_PAYLOAD_BASE = 2;
    private static final int NFTA_PAYLOAD_OFFSET = 3;
    private static final int NFTA_PAYLOAD_LEN = 4;

    /** {@code enum nft_payload_bases}. */
    private static final Map<Payload.Base, Integer> PAYLOAD_BASES =
            Map.of(Payload.Base.NETWORK, 1, Payload.Base.TRANSPORT, 2);

    private static final int NFTA_META_DREG = 1;
    private static final int NFTA_META_KEY = 2;
    private static final int NFTA_META_SREG = 3;

    /** {@code enum nft_meta_keys}. */
    private static final Map<MetaKey, Integer> META_KEYS =
            Map.of(MetaKey.MARK, 3, MetaKey.IIFNAME, 6, MetaKey.NFPROTO, 15, MetaKey.L4PROTO, 16);

    private static final int NFTA_CT_DREG = 1;
    private static final int NFTA_CT_KEY = 2;
    private static final int NFTA_CT_DIRECTION = 3;

    /** {@code enum nft_ct_keys}. */
    private static final Map<CtKey, Integer> CT_KEYS =
            Map.ofEntries(
                    Map.entry(CtKey.STATE, 0),
                    Map.entry(CtKey.STATUS, 2),
                    Map.entry(CtKey.PROTO_DST, 12),
                    Map.entry(CtKey.SRC_IP, 19),
                    Map.entry(CtKey.DST_IP, 20),
                    Map.entry(CtKey.SRC_IP6, 21),
                    Map.entry(CtKey.DST_IP6, 22));

    private static final int IP_CT_DIR_ORIGINAL = 0;

    private static final int NFTA_FIB_DREG = 1;
    private static final int NFTA_FIB_RESULT = 2;
    private static final int NFTA_FIB_FLAGS = 3;
    private static final int NFT_FIB_RESULT_ADDRTYPE = 3;
    private static final int NFTA_FIB_F_SADDR = 1;
    private static final int NFTA_FIB_F_DADDR = 2;

    private static final int NFTA_NG_DREG = 1;
    private static final int NFTA_NG_MODULUS = 2;
    private static final int NFTA_NG_TYPE = 3;
    private static final int NFTA_NG_OFFSET = 4;

    /** {@code enum nft_ng_types}, in the order of its values. */
    private static final List<Numgen.Mode> NUMGEN_TYPES =
            List.of(Numgen.Mode.INC, Numgen.Mode.RANDOM);

    private static final int NFTA_HASH_SREG = 1;
    private static final int NFTA_HASH_DREG = 2;
    private static final int NFTA_HASH_LEN = 3;
    private static final int NFTA_HASH_MODULUS = 4;
    private static final int NFTA_HASH_SEED = 5;
    private static final int NFTA_HASH_OFFSET = 6;
    private static final int NFTA_HASH_TYPE = 7;
    private static final int NFT_HASH_JENKINS = 0;

    private LoadCodec() {}

    static void encode(Payload payload, AttributeWriter writer) {
        Registers.write(writer, NFTA_PAYLOAD_DREG, payload.dreg());
        writer.u32(NFTA_PAYLOAD_BASE, numberOf(PAYLOAD_BASES, payload.base()));
        writer.u32(NFTA_PAYLOAD_OFFSET, payload.offset());
        writer.u32(NFTA_PAYLOAD_LEN, payload.length());
    }

    static @Nullable Expression payload(AttributeReader data) {
        int dreg = Registers.read(data, NFTA_PAYLOAD_DREG);
        Payload.Base base = keyOf(PAYLOAD_BASES, data.u32(NFTA_PAYLOAD_BASE, -1));
        return !data.hasOnlyUpTo(NFTA_PAYLOAD_LEN) || dreg < 0 || base == null
                ? null
                : new Payload(
                        base,
                        data.u32(NFTA_PAYLOAD_OFFSET, 0),
                        data.u32(NFTA_PAYLOAD_LEN, 0),
                        dreg);
    }

    static void encode(MetaLoad load, AttributeWriter writer) {
        writer.u32(NFTA_META_KEY, numberOf(META_KEYS, load.key()));
        Registers.write(writer, NFTA_META_DREG, load.dreg());
    }

    static void encode(MetaSet set, AttributeWriter writer) {
        writer.u32(NFTA_META_KEY, numberOf(META_KEYS, set.key()));
        Registers.write(writer, NFTA_META_SREG, set.sreg());
    }

    static @Nullable Expression meta(AttributeReader data) {
        MetaKey key = keyOf(META_KEYS, data.u32(NFTA_META_KEY, -1));
        int dreg = Registers.read(data, NFTA_META_DREG);
        int sreg = Registers.read(data, NFTA_META_SREG);
        if (!data.hasOnlyUpTo(NFTA_META_SREG) || key == null || dreg < 0 == sreg < 0) {
            return null;
        }
        return dreg < 0 ? new MetaSet(key, sreg) : new MetaLoad(key, dreg);
    }

    static void encode(CtLoad load, AttributeWriter writer) {
        writer.u32(NFTA_CT_KEY, numberOf(CT_KEYS, load.key()));
        Registers.write(writer, NFTA_CT_DREG, load.dreg());
        if (load.original()) {
            writer.u8(NFTA_CT_DIRECTION, IP_CT_DIR_ORIGINAL);
        }
    }

    static @Nullable Expression ct(AttributeReader data) {
        CtKey key = keyOf(CT_KEYS, data.u32(NFTA_CT_KEY, -1));
        int dreg = Registers.read(data, NFTA_CT_DREG);
        boolean original = data.find(NFTA_CT_DIRECTION);
        boolean reply = original && data.u8() != IP_CT_DIR_ORIGINAL;
        return !data.hasOnlyUpTo(NFTA_CT_DIRECTION) || key == null || dreg < 0 || reply
                ? null
                : new CtLoad(key, original, dreg);
    }

    static void encode(FibType fib, AttributeWriter writer) {
        writer.u32(NFTA_FIB_FLAGS, fib.source() ? NFTA_FIB_F_SADDR : NFTA_FIB_F_DADDR);
        writer.u32(NFTA_FIB_RESULT, NFT_FIB_RESULT_ADDRTYPE);
        Registers.write(writer, NFTA_FIB_DREG, fib.dreg());
    }

    static @Nullable Expression fib(AttributeReader data) {
        int dreg = Registers.read(data, NFTA_FIB_DREG);
        int flags = data.u32(NFTA_FIB_FLAGS, 0);
        boolean known = flags == NFTA_FIB_F_SADDR || flags == NFTA_FIB_F_DADDR;
        return !data.hasOnlyUpTo(NFTA_FIB_FLAGS)
                        || !known
                        || data.u32(NFTA_FIB_RESULT, 0) != NFT_FIB_RESULT_ADDRTYPE
                        || dreg < 0
                ? null
                : new FibType(flags == NFTA_FIB_F_SADDR, dreg);
    }

    static void encode(Numgen numgen, AttributeWriter writer) {
        Registers.write(writer, NFTA_NG_DREG, numgen.dreg());
        writer.u32(NFTA_NG_MODULUS, numgen.modulus());
        writer.u32(NFTA_NG_TYPE, NUMGEN_TYPES.indexOf(numgen.mode()));
        writer.u32(NFTA_NG_OFFSET, 0);
    }

    static @Nullable Expression numgen(AttributeReader data) {
        int dreg = Registers.read(data, NFTA_NG_DREG);
        int type = data.u32(NFTA_NG_TYPE, -1);
        return !data.hasOnlyUpTo(NFTA_NG_OFFSET)
                        || type < 0
                        || type >= NUMGEN_TYPES.size()
                        || data.u32(NFTA_NG_OFFSET, 0) != 0
                        || dreg < 0
                ? null
                : new Numgen(NUMGEN_TYPES.get(type), dreg, data.u32(NFTA_NG_MODULUS, 0));
    }

    static void encode(Jhash hash, AttributeWriter writer) {
        Registers.write(writer, NFTA_HASH_SREG, hash.sreg());
        Registers.write(writer, NFTA_HASH_DREG, hash.dreg());
        writer.u32(NFTA_HASH_LEN, hash.length());
        writer.u32(NFTA_HASH_MODULUS, hash.modulus());
        writer.u32(NFTA_HASH_SEED, hash.seed());
        writer.u32(NFTA_HASH_OFFSET, 0);
        writer.u32(NFTA_HASH_TYPE, NFT_HASH_JENKINS);
    }

    /** Returns null for a hash without a seed, too: the kernel chooses one. */
    static @Nullable Expression hash(AttributeReader data) {
        int sreg = Registers.read(data, NFTA_HASH_SREG);
        int dreg = Registers.read(data, NFTA_HASH_DREG);
        return !data.hasOnlyUpTo(NFTA_HASH_TYPE)
                        || !data.find(NFTA_HASH_SEED)
                        || data.u32(NFTA_HASH_OFFSET, 0) != 0
                        || data.u32(NFTA_HASH_TYPE, NFT_HASH_JENKINS) != NFT_HASH_JENKINS
                        || sreg < 0
                        || dreg < 0
                ? null
                : new Jhash(
                        sreg,
                        data.u32(NFTA_HASH_LEN, 0),
                        dreg,
                        data.u32(NFTA_HASH_MODULUS, 0),
                        data.u32(NFTA_HASH_SEED, 0));
    }

    private static <K> int numberOf(Map<K, Integer> numbers, K key) {
        return Objects.requireNonNull(numbers.get(key));
    }

    private static <K> @Nullable K keyOf(Map<K, Integer> numbers, int number) {
        for (Map.Entry<K, Integer> entry : numbers.entrySet()) {
            if (entry.getValue() == number) {
                return entry.getKey();
            }
        }
        return null;
    }
}
