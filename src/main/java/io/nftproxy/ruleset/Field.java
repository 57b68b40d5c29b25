package io.nftproxy.ruleset;

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

    /** As in a {@code typeof} declaration. */
    public String nftText() {
        return nftText;
    }
}
