package io.nftproxy.core.nft;

import io.nftproxy.core.nft.Expression.Payload;
import io.nftproxy.core.nft.TableRef.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The protocols that a rule has tested. nft omits such a test from its text if a later field
 * implies it: {@code ip daddr} implies {@code meta nfproto ipv4}.
 */
final class ProtocolContext {
    private static final int NOT_PENDING = -1;

    private final List<String> statements;
    private int networkTest = NOT_PENDING;
    private int transportTest = NOT_PENDING;
    private @Nullable Family family;
    private String transport = "th";

    /**
     * @param statements the statements of the rule so far; an implied test is replaced by empty
     *     text
     */
    ProtocolContext(List<String> statements) {
        this.statements = statements;
    }

    /** Returns the family that the rule has tested; null before the test. */
    @Nullable Family family() {
        return family;
    }

    /** Records that the next statement tests a network or transport protocol. */
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

    /** Returns the text of a packet field and removes the test that it implies. */
    RegisterText field(Payload payload) {
        return switch (payload.base()) {
            case NETWORK -> network(payload);
            case TRANSPORT -> transport(payload);
        };
    }

    private RegisterText network(Payload payload) {
        Family of = family == null ? familyOf(payload) : family;
        if (of != null && payload.length() <= PacketLayout.addressLength(of)) {
            for (boolean source : new boolean[] {true, false}) {
                if (payload.offset() == PacketLayout.addressOffset(of, source)) {
                    networkTest = imply(networkTest);
                    String text = of.nftName() + (source ? " saddr" : " daddr");
                    return new RegisterText(text, ValueKind.of(of), payload.length(), null);
                }
            }
        }
        return raw("@nh", payload);
    }

    /** Returns the family by the length of the field, for a rule without a test. */
    private static @Nullable Family familyOf(Payload payload) {
        return switch (payload.length()) {
            case 4 -> Family.IP;
            case 16 -> Family.IP6;
            default -> null;
        };
    }

    private RegisterText transport(Payload payload) {
        int offset = payload.offset();
        boolean source = offset == PacketLayout.SOURCE_PORT_OFFSET;
        if (payload.length() == PacketLayout.PORT_LENGTH
                && (source || offset == PacketLayout.DESTINATION_PORT_OFFSET)) {
            transportTest = imply(transportTest);
            return RegisterText.of(transport + (source ? " sport" : " dport"), ValueKind.PORT);
        }
        return raw("@th", payload);
    }

    private static RegisterText raw(String base, Payload payload) {
        String text = base + "," + payload.offset() * 8 + "," + payload.length() * 8;
        return new RegisterText(text, ValueKind.RAW, payload.length(), null);
    }

    /** Records a {@code reject with icmp} or {@code icmpv6}, which implies the family. */
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
