package io.nftproxy.core.nft;

/**
 * nft's data types, with the numbers that nft stores in {@code NFTA_SET_KEY_TYPE} (6 bits for each
 * field of a concatenation; {@code nftables/include/datatype.h}).
 */
public enum DataType {
    INTEGER(4, 4, "integer"),
    IPV4_ADDR(7, 4, "ipv4_addr"),
    IPV6_ADDR(8, 16, "ipv6_addr"),
    INET_PROTO(12, 1, "inet_proto"),
    INET_SERVICE(13, 2, "inet_service");

    private final int number;
    private final int lengthBytes;
    private final String nftName;

    DataType(int number, int lengthBytes, String nftName) {
        this.number = number;
        this.lengthBytes = lengthBytes;
        this.nftName = nftName;
    }

    public int number() {
        return number;
    }

    /** Returns the length of a value without padding. */
    public int lengthBytes() {
        return lengthBytes;
    }

    /** Returns the length in a concatenation, a multiple of 4. */
    public int paddedBytes() {
        return (lengthBytes + 3) & ~3;
    }

    public String nftName() {
        return nftName;
    }
}
