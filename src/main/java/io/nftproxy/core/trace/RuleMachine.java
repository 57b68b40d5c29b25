package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Expression.CtLoad;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.KernelNumbers;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef.Family;
import io.nftproxy.core.nft.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The evaluation of a rule's expressions on a packet. */
final class RuleMachine {
    /** {@code RTN_UNICAST}, linux/rtnetlink.h. */
    private static final int ROUTE_UNICAST = 1;

    private final TableView table;
    private final PacketState packet;
    private final Choices choices;
    private Registers registers = new Registers();
    private String effect = "";

    /** Whether the rule has loaded a source port that is unknown. */
    private boolean hasUnknown;

    RuleMachine(TableView table, PacketState packet, Choices choices) {
        this.table = table;
        this.packet = packet;
        this.choices = choices;
    }

    RuleResult run(Rule rule) {
        registers = new Registers();
        effect = "";
        hasUnknown = false;
        for (Expression expression : rule.expressions()) {
            RuleResult end = run(expression);
            if (end != null) {
                return end;
            }
        }
        return new RuleResult.Next(effect);
    }

    /** Evaluates an expression; returns null if evaluation continues with the next one. */
    private @Nullable RuleResult run(Expression expression) {
        return switch (expression) {
            case Expression.Payload load -> {
                hasUnknown |= Headers.isUnknown(load, packet);
                yield store(load.dreg(), Headers.read(load, packet));
            }
            case Expression.MetaLoad load -> store(load.dreg(), meta(load.key()));
            case CtLoad load -> store(load.dreg(), Connection.read(load, packet));
            case Expression.FibType fib -> store(fib.dreg(), routeType(fib.source()));
            case Expression.Numgen numgen -> choose(numgen.dreg(), numgen.modulus());
            case Expression.Jhash hash -> hash(hash);
            case Expression.Bitwise bitwise -> store(bitwise.dreg(), computed(bitwise));
            case Expression.Cmp cmp -> {
                Bytes value = registers.load(cmp.sreg(), cmp.value().length());
                yield value.equals(cmp.value()) == cmp.equal() ? null : RuleResult.NOT_APPLIED;
            }
            case Expression.Lookup lookup -> lookUp(lookup);
            case Expression.MetaSet set -> setMark(set);
            // The element is for later packets.
            case Expression.DynsetUpdate _ -> null;
            case Expression.Dnat dnat -> translate(dnat);
            case Expression.Masquerade _ -> {
                packet.masquerade();
                yield new RuleResult.Translated("");
            }
            case Expression.Reject _ -> RuleResult.REJECTED;
            case Expression.ImmediateVerdict immediate -> new RuleResult.Given(immediate.verdict());
            // A rule of another program with unknown effect: it is skipped.
            case Expression.Opaque _ -> RuleResult.NOT_APPLIED;
        };
    }

    private @Nullable RuleResult store(int word, @Nullable Bytes value) {
        if (value == null) {
            return RuleResult.NOT_APPLIED;
        }
        registers.store(word, value);
        return null;
    }

    private @Nullable RuleResult choose(int word, int modulus) {
        return store(word, Bytes.ofHostInt(choices.choose(modulus)));
    }

    private @Nullable RuleResult hash(Expression.Jhash hash) {
        if (hasUnknown) {
            return choose(hash.dreg(), hash.modulus());
        }
        Bytes key = registers.load(hash.sreg(), hash.length());
        int number = JenkinsHash.scaled(key, hash.seed(), hash.modulus());
        return store(hash.dreg(), Bytes.ofHostInt(number));
    }

    private Bytes meta(MetaKey key) {
        return switch (key) {
            case MARK -> Bytes.ofHostInt(packet.mark());
            case NFPROTO -> Bytes.wrap(new byte[] {(byte) packet.family().number()});
            case L4PROTO -> Bytes.wrap(new byte[] {(byte) packet.protocol()});
            case IIFNAME -> {
                byte[] name = packet.inputInterface().getBytes(StandardCharsets.UTF_8);
                yield Bytes.wrap(Arrays.copyOf(name, KernelNumbers.INTERFACE_NAME_BYTES));
            }
        };
    }

    private Bytes routeType(boolean source) {
        Bytes address = source ? packet.source() : packet.destination();
        return Bytes.ofHostInt(table.isLocal(address) ? KernelNumbers.ROUTE_LOCAL : ROUTE_UNICAST);
    }

    private Bytes computed(Expression.Bitwise bitwise) {
        byte[] bytes = registers.load(bitwise.sreg(), bitwise.mask().length()).toArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (bytes[i] & bitwise.mask().at(i) ^ bitwise.xor().at(i));
        }
        return Bytes.wrap(bytes);
    }

    private @Nullable RuleResult lookUp(Expression.Lookup lookup) {
        SetSpec set = table.set(lookup.set());
        Bytes key = registers.load(lookup.sreg(), set.keyLengthBytes());
        Element found = table.find(set, key);
        if (found == null) {
            return RuleResult.NOT_APPLIED;
        }
        return switch (found.value()) {
            case Verdict verdict when lookup.verdict() -> new RuleResult.Given(verdict);
            case ElementValue.Data data when lookup.dreg() != null ->
                    store(lookup.dreg(), data.bytes());
            default -> null;
        };
    }

    private @Nullable RuleResult setMark(Expression.MetaSet set) {
        packet.setMark(registers.load(set.sreg(), Integer.BYTES).hostIntAt(0));
        effect = "mark 0x" + HexFormat.of().toHexDigits(packet.mark());
        return null;
    }

    private @Nullable RuleResult translate(Expression.Dnat dnat) {
        if (dnat.family() != packet.family()) {
            return null;
        }
        int addressLength = dnat.family() == Family.IP ? 4 : 16;
        Bytes address = registers.load(dnat.addressReg(), addressLength);
        int port = registers.load(dnat.protoReg(), 2).shortAt(0);
        packet.translate(address, port);
        return new RuleResult.Translated(
                "dnat to " + new Outcome.Accepted(address, port, true, false));
    }
}
