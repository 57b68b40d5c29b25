package io.nftproxy.core.nft;

import io.nftproxy.core.nft.Expression.CtLoad;
import io.nftproxy.core.nft.Expression.MetaKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The nft text of a rule, decompiled from its expressions: it tracks the content of each register
 * until a statement uses it.
 */
final class RuleText {
    private final List<String> statements = new ArrayList<>();
    private final Map<Integer, RegisterText> registers = new HashMap<>();
    private final ProtocolContext protocols = new ProtocolContext(statements);

    private RuleText() {}

    static String of(Rule rule) {
        RuleText text = new RuleText();
        rule.expressions().forEach(text::read);
        text.statements.removeIf(String::isEmpty);
        return String.join(" ", text.statements);
    }

    private void read(Expression expression) {
        switch (expression) {
            case Expression.Payload payload ->
                    registers.put(payload.dreg(), protocols.field(payload));
            case Expression.MetaLoad load -> registers.put(load.dreg(), meta(load.key()));
            case CtLoad load -> registers.put(load.dreg(), connection(load));
            case Expression.Numgen numgen -> registers.put(numgen.dreg(), number(numgen));
            case Expression.Jhash hash -> registers.put(hash.dreg(), hash(hash));
            case Expression.FibType fib -> registers.put(fib.dreg(), routeType(fib));
            case Expression.Bitwise bitwise ->
                    registers.put(bitwise.dreg(), at(bitwise.sreg()).with(bitwise));
            case Expression.Cmp cmp -> compare(cmp);
            case Expression.Lookup lookup -> lookUp(lookup);
            case Expression.MetaSet set -> statements.add(assignment(set));
            case Expression.Dnat dnat -> statements.add(dnat(dnat));
            case Expression.DynsetUpdate update -> statements.add(update(update));
            case Expression.Masquerade _ -> statements.add("masquerade fully-random");
            case Expression.Reject reject -> statements.add(reject(reject));
            case Expression.ImmediateVerdict immediate ->
                    statements.add(NftText.of(immediate.verdict()));
            case Expression.Opaque opaque ->
                    statements.add("<unknown " + opaque.name() + " " + opaque.attributes() + ">");
        }
    }

    private void compare(Expression.Cmp cmp) {
        RegisterText left = at(cmp.sreg());
        if (cmp.equal()) {
            protocols.tested(left.kind(), cmp.value());
        }
        statements.add(left.compared(cmp.equal(), cmp.value()));
    }

    private void lookUp(Expression.Lookup lookup) {
        String key = takeKey(lookup.sreg(), Integer.MAX_VALUE);
        if (lookup.dreg() != null) {
            String text = key + " map @" + lookup.set();
            registers.put(lookup.dreg(), RegisterText.of(text, ValueKind.RAW));
            return;
        }
        statements.add(key + (lookup.verdict() ? " vmap @" : " @") + lookup.set());
    }

    private String assignment(Expression.MetaSet set) {
        return meta(set.key()).text() + " set " + at(set.sreg()).assigned();
    }

    private String reject(Expression.Reject reject) {
        protocols.rejected();
        boolean ipv6 = protocols.family() == TableRef.Family.IP6;
        int port =
                ipv6 ? KernelNumbers.ICMPV6_PORT_UNREACHABLE : KernelNumbers.ICMP_PORT_UNREACHABLE;
        return (ipv6 ? "reject with icmpv6 " : "reject with icmp ")
                + (reject.code() == port ? "port-unreachable" : reject.code());
    }

    private String dnat(Expression.Dnat dnat) {
        String address = at(dnat.addressReg()).assigned();
        // A port in a register of its own. Without one, the map returned it together with the
        // address.
        String port =
                registers.containsKey(dnat.protoReg()) ? ":" + at(dnat.protoReg()).assigned() : "";
        return "dnat " + dnat.family().nftName() + " to " + address + port;
    }

    private String update(Expression.DynsetUpdate update) {
        String key = takeKey(update.keyReg(), update.dataReg());
        String timeout =
                update.timeoutMs() == 0 ? "" : " timeout " + DurationText.of(update.timeoutMs());
        String data = takeKey(update.dataReg(), Integer.MAX_VALUE);
        return "update @" + update.set() + " { " + key + timeout + " : " + data + " }";
    }

    /** Returns the concatenation of values in adjacent registers and clears these registers. */
    private String takeKey(int first, int limit) {
        StringJoiner key = new StringJoiner(" . ");
        key.setEmptyValue(at(first).assigned());
        int word = first;
        RegisterText field = registers.remove(word);
        while (field != null) {
            key.add(field.text());
            word += field.words();
            field = word < limit ? registers.remove(word) : null;
        }
        return key.toString();
    }

    private RegisterText at(int word) {
        return registers.getOrDefault(word, unknown(word));
    }

    private static RegisterText unknown(int word) {
        return RegisterText.of("<register " + word + ">", ValueKind.RAW);
    }

    private static RegisterText number(Expression.Numgen numgen) {
        String mode = numgen.mode() == Expression.Numgen.Mode.INC ? "inc" : "random";
        return RegisterText.of("numgen " + mode + " mod " + numgen.modulus(), ValueKind.NUMBER);
    }

    private RegisterText hash(Expression.Jhash hash) {
        String inputs = takeKey(hash.sreg(), hash.sreg() + hash.length() / Integer.BYTES);
        String seed = " seed 0x" + Integer.toHexString(hash.seed());
        return RegisterText.of(
                "jhash " + inputs + " mod " + hash.modulus() + seed, ValueKind.NUMBER);
    }

    private static RegisterText routeType(Expression.FibType fib) {
        return RegisterText.of(
                fib.source() ? "fib saddr type" : "fib daddr type", ValueKind.ROUTE_TYPE);
    }

    private static RegisterText meta(MetaKey key) {
        return switch (key) {
            case MARK -> RegisterText.of("meta mark", ValueKind.MARK);
            case NFPROTO -> RegisterText.of("meta nfproto", ValueKind.FAMILY);
            case L4PROTO -> RegisterText.of("meta l4proto", ValueKind.PROTOCOL);
            case IIFNAME -> RegisterText.of("iifname", ValueKind.INTERFACE);
        };
    }

    private static RegisterText connection(CtLoad load) {
        String direction = load.original() ? "ct original " : "ct ";
        return switch (load.key()) {
            case STATE -> RegisterText.of(direction + "state", ValueKind.CT_STATE);
            case STATUS -> RegisterText.of(direction + "status", ValueKind.CT_STATUS);
            case SRC_IP -> RegisterText.of(direction + "ip saddr", ValueKind.IPV4);
            case DST_IP -> RegisterText.of(direction + "ip daddr", ValueKind.IPV4);
            case SRC_IP6 -> RegisterText.of(direction + "ip6 saddr", ValueKind.IPV6);
            case DST_IP6 -> RegisterText.of(direction + "ip6 daddr", ValueKind.IPV6);
            case PROTO_DST -> RegisterText.of(direction + "proto-dst", ValueKind.PORT);
        };
    }
}
