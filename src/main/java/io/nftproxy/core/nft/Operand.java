package io.nftproxy.core.nft;

import io.nftproxy.core.nft.Expression.CtKey;
import io.nftproxy.core.nft.Expression.CtLoad;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.Expression.MetaLoad;
import io.nftproxy.core.nft.Expression.Payload;
import io.nftproxy.core.nft.TableRef.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A part of the key that a rule loads into registers, for example {@code ip daddr}.
 *
 * @param lengthBytes the length of the value without padding
 * @param family the network protocol that the rule must test before; null for any
 * @param load creates the expressions that load the value into registers, from a word number on
 */
record Operand(int lengthBytes, @Nullable Family family, IntFunction<List<Expression>> load) {
    static Operand source(Family family) {
        return address(family, PacketLayout.addressOffset(family, true));
    }

    static Operand destination(Family family) {
        return address(family, PacketLayout.addressOffset(family, false));
    }

    private static Operand address(Family family, int offset) {
        int length = PacketLayout.addressLength(family);
        return of(length, family, word -> new Payload(Payload.Base.NETWORK, offset, length, word));
    }

    /** Returns the source address of the packet, and the source port if wanted. */
    static List<Operand> client(Family family, boolean withPort) {
        return withPort
                ? List.of(source(family), port(PacketLayout.SOURCE_PORT_OFFSET))
                : List.of(source(family));
    }

    static Operand destinationPort() {
        return port(PacketLayout.DESTINATION_PORT_OFFSET);
    }

    private static Operand port(int offset) {
        int length = PacketLayout.PORT_LENGTH;
        return of(length, null, word -> new Payload(Payload.Base.TRANSPORT, offset, length, word));
    }

    static Operand meta(MetaKey key) {
        int length =
                switch (key) {
                    case NFPROTO, L4PROTO -> 1;
                    case MARK -> Integer.BYTES;
                    case IIFNAME -> KernelNumbers.INTERFACE_NAME_BYTES;
                };
        return of(length, null, word -> new MetaLoad(key, word));
    }

    /** Returns the state or status of the packet's connection: flags in host byte order. */
    static Operand connection(CtKey key) {
        return of(Integer.BYTES, null, word -> new CtLoad(key, false, word));
    }

    static Operand number(Expression.Numgen.Mode mode, int modulus) {
        return of(Integer.BYTES, null, word -> new Expression.Numgen(mode, word, modulus));
    }

    /**
     * Returns the hash of other operands, which are loaded into registers of their own.
     *
     * @param inputsAt the first of these registers
     */
    static Operand hash(List<Operand> inputs, int inputsAt, int modulus, int seed) {
        return new Operand(
                Integer.BYTES,
                inputs.getFirst().family(),
                word -> {
                    List<Expression> expressions = new ArrayList<>();
                    int next = inputsAt;
                    for (Operand input : inputs) {
                        expressions.addAll(input.load().apply(next));
                        next += input.words();
                    }
                    int length = (next - inputsAt) * Integer.BYTES;
                    expressions.add(new Expression.Jhash(inputsAt, length, word, modulus, seed));
                    return expressions;
                });
    }

    private static Operand of(
            int lengthBytes, @Nullable Family family, IntFunction<Expression> load) {
        return new Operand(lengthBytes, family, word -> List.of(load.apply(word)));
    }

    /** Returns the source of the connection's first packet before NAT. */
    static Operand originalSource(Family family) {
        CtKey key = family == Family.IP ? CtKey.SRC_IP : CtKey.SRC_IP6;
        return original(PacketLayout.addressLength(family), key);
    }

    static Operand originalDestination(Family family) {
        CtKey key = family == Family.IP ? CtKey.DST_IP : CtKey.DST_IP6;
        return original(PacketLayout.addressLength(family), key);
    }

    static Operand originalDestinationPort() {
        return original(PacketLayout.PORT_LENGTH, CtKey.PROTO_DST);
    }

    private static Operand original(int length, CtKey key) {
        return of(length, null, word -> new CtLoad(key, true, word));
    }

    /** Returns the number of registers in a concatenation. */
    int words() {
        return (lengthBytes + 3) / 4;
    }

    static int words(List<Operand> operands) {
        return operands.stream().mapToInt(Operand::words).sum();
    }
}
