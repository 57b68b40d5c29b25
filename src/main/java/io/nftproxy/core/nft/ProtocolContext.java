package io.nftproxy.core.nft;

import io.nftproxy.core.nft.Expression.Payload;
import io.nftproxy.core.nft.TableRef.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which protocols a rule has tested for. nft leaves such a test out of its text where a later field
 * implies it: {@code ip daddr} needs no {@code meta nfproto ipv4} in front.
 */
final class ProtocolContext {
    private static final int NOT_PENDING = -1;

    private final List<String> statements;
    private int networkTest = NOT_PENDING;
    private int transportTest = NOT_PENDING;
    private @Nullable Family family;
    private String transport = "th";

    /**
     * @param statements of the rule so far; a test that turns out to be implied is blanked
     */
    ProtocolContext(List<String> statements) {
        this.statements = statements;
    }

    /** The family tested for; null before. */
    @Nullable Family family() {
        return family;
    }

    /** The next statement tests for a network or transport protocol. */
    void tested(ValueKind kind, Bytes value) {
        if (kind == ValueKind.FAMILY) {
            family = value.at(0) == Family.IP.number() ? Family.IP : Family.IP6;
            networkTest = statements.size();
        } else if (kind == ValueKind.PROTOCOL) {
            String name = kind.text(value);
            transport = Character.isLetter(name.charAt(0)) ? name : "th";
            transportTest = statements.size();
        }
    }

    /** A field of the packet, which implies the test for its protocol. */
    RegisterText.Loaded field(Payload payload) {
        return switch (payload.base()) {
            case NETWORK -> network(payload);
            case TRANSPORT -> transport(payload);
        };
    }

    private RegisterText.Loaded network(Payload payload) {
        Family of = family == null ? familyOf(payload) : family;
        if (of != null && payload.length() <= PacketLayout.addressLength(of)) {
            for (boolean source : new boolean[] {true, false}) {
                if (payload.offset() == PacketLayout.addressOffset(of, source)) {
                    networkTest = imply(networkTest);
                    String text = of.nftName() + (source ? " saddr" : " daddr");
                    return new RegisterText.Loaded(text, ValueKind.of(of), payload.length(), null);
                }
            }
        }
        return raw("@nh", payload);
    }

    /** Without a test, an address loaded whole tells its family. */
    private static @Nullable Family familyOf(Payload payload) {
        return switch (payload.length()) {
            case 4 -> Family.IP;
            case 16 -> Family.IP6;
            default -> null;
        };
    }

    private RegisterText.Loaded transport(Payload payload) {
        if (payload.offset() == PacketLayout.DESTINATION_PORT_OFFSET
                && payload.length() == PacketLayout.PORT_LENGTH) {
            transportTest = imply(transportTest);
            return RegisterText.Loaded.of(transport + " dport", ValueKind.PORT);
        }
        return raw("@th", payload);
    }

    private static RegisterText.Loaded raw(String base, Payload payload) {
        String text = base + "," + payload.offset() * 8 + "," + payload.length() * 8;
        return new RegisterText.Loaded(text, ValueKind.RAW, payload.length(), null);
    }

    /** {@code reject with icmp} or {@code icmpv6} implies the family. */
    void rejected() {
        networkTest = imply(networkTest);
    }

    private int imply(int test) {
        if (test != NOT_PENDING) {
            statements.set(test, "");
        }
        return NOT_PENDING;
    }
}
