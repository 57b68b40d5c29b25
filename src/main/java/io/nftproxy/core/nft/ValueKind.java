package io.nftproxy.core.nft;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The kinds of values in registers and elements, and their nft text. */
enum ValueKind {
    IPV4,
    IPV6,
    PROTOCOL,
    PORT,
    MARK,
    INTERFACE,
    CT_STATE,
    CT_STATUS,
    ROUTE_TYPE,
    FAMILY,
    NUMBER,

    /** Bytes of unknown meaning. */
    RAW;

    static ValueKind of(DataType type) {
        return switch (type) {
            case INTEGER -> NUMBER;
            case IPV4_ADDR -> IPV4;
            case IPV6_ADDR -> IPV6;
            case INET_PROTO -> PROTOCOL;
            case INET_SERVICE -> PORT;
        };
    }

    static ValueKind of(TableRef.Family family) {
        return family == TableRef.Family.IP6 ? IPV6 : IPV4;
    }

    boolean isAddress() {
        return this == IPV4 || this == IPV6;
    }

    /** Returns whether the values are flags, which nft compares bit by bit. */
    boolean isFlags() {
        return this == CT_STATE || this == CT_STATUS;
    }

    /** Returns the length of a complete value. */
    int lengthBytes() {
        return switch (this) {
            case PROTOCOL, FAMILY, RAW -> 1;
            case PORT -> 2;
            case IPV4, MARK, CT_STATE, CT_STATUS, ROUTE_TYPE, NUMBER -> 4;
            case IPV6, INTERFACE -> 16;
        };
    }

    /** Returns the value in nft syntax; in hexadecimal if its length is not that of its kind. */
    String text(Bytes value) {
        if (this == RAW || this != INTERFACE && value.length() != lengthBytes()) {
            return "0x" + value;
        }
        return switch (this) {
            case IPV4, IPV6 -> AddressText.of(value);
            case PROTOCOL -> protocol(value.at(0) & 0xff);
            case PORT -> Integer.toString(value.shortAt(0));
            case MARK -> "0x" + HexFormat.of().toHexDigits(value.hostIntAt(0));
            case INTERFACE -> interfaceName(value);
            case CT_STATE -> named(value, KernelNumbers.CT_STATE_NEW, "new");
            case CT_STATUS -> named(value, KernelNumbers.CT_STATUS_DNAT, "dnat");
            case ROUTE_TYPE -> named(value, KernelNumbers.ROUTE_LOCAL, "local");
            case FAMILY -> family(value.at(0));
            case RAW -> "0x" + value;
            case NUMBER -> Integer.toUnsignedString(value.hostIntAt(0));
        };
    }

    /**
     * Returns the name of a protocol. nft prints the names in the node's /etc/protocols; every such
     * file has these three.
     */
    private static String protocol(int number) {
        return switch (number) {
            case 6 -> "tcp";
            case 17 -> "udp";
            case 132 -> "sctp";
            default -> Integer.toString(number);
        };
    }

    private static String interfaceName(Bytes value) {
        boolean prefix = value.length() < KernelNumbers.INTERFACE_NAME_BYTES;
        String name = new String(value.toArray(), StandardCharsets.UTF_8);
        int end = name.indexOf('\0');
        return '"' + (end < 0 ? name : name.substring(0, end)) + (prefix ? "*\"" : "\"");
    }

    /** Returns the name of the only number that nftproxy's rules compare with, or the number. */
    private static String named(Bytes value, int number, String name) {
        int bits = value.hostIntAt(0);
        return bits == number ? name : "0x" + Integer.toHexString(bits);
    }

    private static String family(int number) {
        return switch (number) {
            case 2 -> "ipv4";
            case 10 -> "ipv6";
            default -> Integer.toString(number);
        };
    }
}
