package io.nftproxy.core.nft;

import org.jspecify.annotations.Nullable;

/**
 * A field of a packet (or a random number) that is a set's key, part of one, or a map's data.
 *
 * <p>A set declared with {@code typeof} carries these as user data, so that nft can print keys that
 * have no type of their own, as a slot number; without it {@code nft list} fails.
 */
public enum Field {
    IP_SADDR(DataType.IPV4_ADDR, "ip saddr"),
    IP_DADDR(DataType.IPV4_ADDR, "ip daddr"),
    IP6_SADDR(DataType.IPV6_ADDR, "ip6 saddr"),
    IP6_DADDR(DataType.IPV6_ADDR, "ip6 daddr"),
    L4PROTO(DataType.INET_PROTO, "meta l4proto"),
    TH_DPORT(DataType.INET_SERVICE, "th dport"),
    /** A slot number: 4 bytes in host order, which is what numgen leaves in its register. */
    NUMGEN(DataType.INTEGER, "numgen random mod 2");

    private final DataType type;
    private final String nftText;

    Field(DataType type, String nftText) {
        this.type = type;
        this.nftText = nftText;
    }

    public DataType type() {
        return type;
    }

    /**
     * The field that stands for a type where a set is declared by type names, which do not tell a
     * source from a destination: {@code ipv4_addr} is {@link #IP_DADDR}.
     *
     * @return null for a type that no field has
     */
    public static @Nullable Field standingFor(DataType type) {
        return switch (type) {
            case IPV4_ADDR -> IP_DADDR;
            case IPV6_ADDR -> IP6_DADDR;
            case INET_PROTO -> L4PROTO;
            case INET_SERVICE -> TH_DPORT;
            case INTEGER -> NUMGEN;
            case MARK -> null;
        };
    }

    /** As in a {@code typeof} declaration. */
    public String nftText() {
        return nftText;
    }
}
