package io.nftproxy.core.nft;

/**
 * A packet field (or the number of a slot) in the key or the value of a set or map.
 *
 * <p>A set declared with {@code typeof} stores its fields as user data, so that nft can print
 * values without a named type, such as slot numbers; without it {@code nft list} fails.
 */
public enum Field {
    IP_SADDR(DataType.IPV4_ADDR, "ip saddr"),
    IP_DADDR(DataType.IPV4_ADDR, "ip daddr"),
    IP6_SADDR(DataType.IPV6_ADDR, "ip6 saddr"),
    IP6_DADDR(DataType.IPV6_ADDR, "ip6 daddr"),
    L4PROTO(DataType.INET_PROTO, "meta l4proto"),
    TH_DPORT(DataType.INET_SERVICE, "th dport"),
    /** A slot number: 4 bytes in host byte order, as numgen stores it in its register. */
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
     * Returns the field that represents a type in a set declared by type names, which do not
     * distinguish source and destination: {@link #IP_DADDR} for {@code ipv4_addr}.
     */
    public static Field standingFor(DataType type) {
        return switch (type) {
            case IPV4_ADDR -> IP_DADDR;
            case IPV6_ADDR -> IP6_DADDR;
            case INET_PROTO -> L4PROTO;
            case INET_SERVICE -> TH_DPORT;
            case INTEGER -> NUMGEN;
        };
    }

    /** Returns the expression in a {@code typeof} declaration, for example {@code ip daddr}. */
    public String nftText() {
        return nftText;
    }
}
