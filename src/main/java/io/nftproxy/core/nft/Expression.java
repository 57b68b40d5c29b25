package io.nftproxy.core.nft;

import org.jspecify.annotations.Nullable;

/**
 * One instruction of a rule, which {@code nft --debug=netlink} shows as {@code [ meta load l4proto
 * => reg 9 ]}. Names, fields and numbers are those of {@code linux/netfilter/nf_tables.h}.
 *
 * <p>Registers ({@code dreg}, {@code sreg}) are word numbers, see {@link Register}.
 */
public sealed interface Expression {

    /** {@code payload load}: bytes of the packet. */
    record Payload(Base base, int offset, int length, int dreg) implements Expression {
        /** {@code enum nft_payload_bases}. */
        public enum Base {
            NETWORK,
            TRANSPORT
        }
    }

    /** {@code meta load}: packet metadata. The mark is in host byte order. */
    record MetaLoad(MetaKey key, int dreg) implements Expression {}

    /** {@code meta set}: only the mark is ever set. */
    record MetaSet(MetaKey key, int sreg) implements Expression {}

    /**
     * {@code ct load}: a field of the packet's connection tracking entry.
     *
     * @param original whether the field is one of the original direction, {@code ct original}
     */
    record CtLoad(CtKey key, boolean original, int dreg) implements Expression {}

    /** {@code cmp}: continues with the next expression if the comparison holds. */
    record Cmp(boolean equal, int sreg, Bytes value) implements Expression {}

    /** {@code bitwise}: dreg = (sreg &amp; mask) ^ xor. */
    record Bitwise(int sreg, int dreg, Bytes mask, Bytes xor) implements Expression {}

    /**
     * {@code lookup}: continues with the next expression if the key is in the set. With a {@code
     * dreg} it loads the value, with {@code verdict} it issues the element's verdict.
     *
     * @param dreg the register for the value of a data map; null for a set or a verdict map
     */
    record Lookup(String set, int sreg, @Nullable Integer dreg, boolean verdict)
            implements Expression {}

    /** {@code numgen}: a number from 0 to N-1 in host byte order. */
    record Numgen(Mode mode, int dreg, int modulus) implements Expression {
        /** {@code enum nft_ng_types}. */
        public enum Mode {
            /** The next number of a counter that the expression has, starting with 0. */
            INC,
            RANDOM
        }
    }

    /**
     * {@code jhash}: the hash of registers, scaled to a number from 0 to N-1 in host byte order.
     *
     * @param length bytes from {@code sreg} on
     */
    record Jhash(int sreg, int length, int dreg, int modulus, int seed) implements Expression {}

    /** {@code immediate reg 0}: the rule's verdict. */
    record ImmediateVerdict(Verdict verdict) implements Expression {}

    /** {@code nat dnat} to an address and a port. */
    record Dnat(TableRef.Family family, int addressReg, int protoReg) implements Expression {}

    /** {@code masq fully-random}: {@code NF_NAT_RANGE_PROTO_RANDOM_FULLY}. */
    record Masquerade() implements Expression {}

    /** {@code reject} with a code of the rule's family: {@code NFT_REJECT_ICMP_UNREACH}. */
    record Reject(int code) implements Expression {}

    /** {@code fib saddr|daddr type}: the route type of an address, in host byte order. */
    record FibType(boolean source, int dreg) implements Expression {}

    /**
     * {@code dynset update}: writes the packet's key and data into a map.
     *
     * @param timeoutMs 0 for the default of the map
     */
    record DynsetUpdate(String set, int keyReg, int dataReg, long timeoutMs)
            implements Expression {}

    /** An expression that nftproxy never writes, kept as raw attributes. */
    record Opaque(String name, Bytes attributes) implements Expression {}

    /** {@code enum nft_meta_keys}. */
    enum MetaKey {
        MARK,
        NFPROTO,
        L4PROTO,
        IIFNAME
    }

    /** {@code enum nft_ct_keys}. */
    enum CtKey {
        STATE,
        STATUS,
        SRC_IP,
        DST_IP,
        SRC_IP6,
        DST_IP6,
        PROTO_DST
    }
}
