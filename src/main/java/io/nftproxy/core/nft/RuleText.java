package io.nftproxy.core.nft;

import io.nftproxy.core.nft.Expression.CtLoad;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.RegisterText.Loaded;
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
            case Expression.ImmediateData data ->
                    registers.put(data.dreg(), new RegisterText.Constant(data.value()));
            case Expression.Bitwise bitwise ->
                    registers.put(bitwise.dreg(), loaded(bitwise.sreg()).with(bitwise));
            case Expression.Cmp cmp -> compare(cmp);
            case Expression.Lookup lookup -> lookUp(lookup);
            case Expression.MetaSet set -> statements.add(assignment(set));
            case Expression.Dnat dnat -> statements.add(dnat(dnat));
            case Expression.DynsetUpdate update -> statements.add(update(update));
            case Expression.Masquerade masquerade ->
                    statements.add(
                            "masquerade" + (masquerade.fullyRandom() ? " fully-random" : ""));
            case Expression.Reject reject -> statements.add(reject(reject));
            case Expression.ImmediateVerdict immediate ->
                    statements.add(NftText.of(immediate.verdict()));
            case Expression.Counter _ -> statements.add("counter packets 0 bytes 0");
            case Expression.Opaque opaque ->
                    statements.add("<unknown " + opaque.name() + " " + opaque.attributes() + ">");
        }
    }

    private void compare(Expression.Cmp cmp) {
        Loaded left = loaded(cmp.sreg());
        if (cmp.equal()) {
            protocols.tested(left.kind(), cmp.value());
        }
        statements.add(left.compared(cmp.equal(), cmp.value()));
    }

    private void lookUp(Expression.Lookup lookup) {
        String key = takeKey(lookup.sreg(), Integer.MAX_VALUE);
        if (lookup.dreg() != null) {
            String text = key + " map @" + lookup.set();
            registers.put(lookup.dreg(), new RegisterText.MapData(text));
            return;
        }
        String relation = lookup.verdict() ? " vmap @" : lookup.inverted() ? " != @" : " @";
        statements.add(key + relation + lookup.set());
    }

    private String assignment(Expression.MetaSet set) {
        Loaded target = meta(set.key());
        return target.text() + " set " + at(set.sreg()).assigned(target.kind());
    }

    private String reject(Expression.Reject reject) {
        if (reject.type() == Expression.Reject.Type.ICMP_UNREACHABLE) {
            protocols.rejected();
        }
        return RejectText.of(reject, protocols.family());
    }

    private String dnat(Expression.Dnat dnat) {
        ValueKind kind = ValueKind.of(dnat.family());
        RegisterText address = at(dnat.addressReg());
        String target = address.assigned(kind);
        // A port in a register of its own. Without one, the map returned it together with the
        // address.
        if (dnat.protoReg() != null && registers.containsKey(dnat.protoReg())) {
            boolean bracketed = kind == ValueKind.IPV6 && address instanceof RegisterText.Constant;
            target = bracketed ? "[" + target + "]" : target;
            target += ":" + at(dnat.protoReg()).assigned(ValueKind.PORT);
        }
        return "dnat " + dnat.family().nftName() + " to " + target;
    }

    private String update(Expression.DynsetUpdate update) {
        Integer dataReg = update.dataReg();
        boolean dataFollows = dataReg != null && dataReg > update.keyReg();
        String key = takeKey(update.keyReg(), dataFollows ? dataReg : Integer.MAX_VALUE);
        String timeout =
                update.timeoutMs() == 0 ? "" : " timeout " + DurationText.of(update.timeoutMs());
        String data = dataReg == null ? "" : " : " + takeKey(dataReg, Integer.MAX_VALUE);
        return "update @" + update.set() + " { " + key + timeout + data + " }";
    }

    /** Returns the concatenation of values in adjacent registers and clears these registers. */
    private String takeKey(int first, int limit) {
        StringJoiner key = new StringJoiner(" . ");
        key.setEmptyValue(at(first).assigned(ValueKind.RAW));
        int word = first;
        while (word < limit && registers.get(word) instanceof Loaded field) {
            registers.remove(word);
            key.add(field.text());
            word += field.words();
        }
        return key.toString();
    }

    private RegisterText at(int word) {
        return registers.getOrDefault(word, unknown(word));
    }

    private Loaded loaded(int word) {
        return registers.get(word) instanceof Loaded loaded ? loaded : unknown(word);
    }

    private static Loaded unknown(int word) {
        return Loaded.of("<register " + word + ">", ValueKind.RAW);
    }

    private static Loaded number(Expression.Numgen numgen) {
        String mode = numgen.mode() == Expression.Numgen.Mode.INC ? "inc" : "random";
        return Loaded.of("numgen " + mode + " mod " + numgen.modulus(), ValueKind.NUMBER);
    }

    private Loaded hash(Expression.Jhash hash) {
        String inputs = takeKey(hash.sreg(), hash.sreg() + hash.length() / Integer.BYTES);
        String seed = " seed 0x" + Integer.toHexString(hash.seed());
        return Loaded.of("jhash " + inputs + " mod " + hash.modulus() + seed, ValueKind.NUMBER);
    }

    private static Loaded routeType(Expression.FibType fib) {
        return Loaded.of(fib.source() ? "fib saddr type" : "fib daddr type", ValueKind.ROUTE_TYPE);
    }

    private static Loaded meta(MetaKey key) {
        return switch (key) {
            case MARK -> Loaded.of("meta mark", ValueKind.MARK);
            case NFPROTO -> Loaded.of("meta nfproto", ValueKind.FAMILY);
            case L4PROTO -> Loaded.of("meta l4proto", ValueKind.PROTOCOL);
            case IIFNAME -> Loaded.of("iifname", ValueKind.INTERFACE);
        };
    }

    private static Loaded connection(CtLoad load) {
        String direction =
                switch (load.direction()) {
                    case NONE -> "ct ";
                    case ORIGINAL -> "ct original ";
                    case REPLY -> "ct reply ";
                };
        return switch (load.key()) {
            case STATE -> Loaded.of(direction + "state", ValueKind.CT_STATE);
            case STATUS -> Loaded.of(direction + "status", ValueKind.CT_STATUS);
            case SRC_IP -> Loaded.of(direction + "ip saddr", ValueKind.IPV4);
            case DST_IP -> Loaded.of(direction + "ip daddr", ValueKind.IPV4);
            case SRC_IP6 -> Loaded.of(direction + "ip6 saddr", ValueKind.IPV6);
            case DST_IP6 -> Loaded.of(direction + "ip6 daddr", ValueKind.IPV6);
            case PROTO_DST -> Loaded.of(direction + "proto-dst", ValueKind.PORT);
        };
    }
}
