package io.nftproxy.core.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A transport protocol of a Service port. */
public enum Protocol {
    TCP(6),
    UDP(17),
    SCTP(132);

    private final int number;

    Protocol(int number) {
        this.number = number;
    }

    /**
     * Parses a protocol name of the API, for example {@code TCP}; returns null if it is not one of
     * the three.
     */
    public static @Nullable Protocol parse(String name) {
        return switch (name) {
            case "TCP" -> TCP;
            case "UDP" -> UDP;
            case "SCTP" -> SCTP;
            default -> null;
        };
    }

    /** Returns the protocol with this IANA number; null if Services cannot have it. */
    public static @Nullable Protocol ofNumber(int number) {
        for (Protocol protocol : values()) {
            if (protocol.number == number) {
                return protocol;
            }
        }
        return null;
    }

    /** Returns the IANA protocol number, as in an IP header. */
    public int number() {
        return number;
    }

    /** Returns the name in nft syntax, for example {@code tcp}. */
    public String nftName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
