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

    /** The protocol named as in the API, {@code TCP}; null if there is none. */
    public static @Nullable Protocol parse(String name) {
        return switch (name) {
            case "TCP" -> TCP;
            case "UDP" -> UDP;
            case "SCTP" -> SCTP;
            default -> null;
        };
    }

    /** The protocol with this IANA number; null if it is not a Service's. */
    public static @Nullable Protocol ofNumber(int number) {
        for (Protocol protocol : values()) {
            if (protocol.number == number) {
                return protocol;
            }
        }
        return null;
    }

    /** The IANA protocol number, as in an IP header. */
    public int number() {
        return number;
    }

    /** As nft writes it: {@code tcp}. */
    public String nftName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
