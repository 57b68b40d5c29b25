package io.nftproxy.testing;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Expression.CtLoad;
import io.nftproxy.core.nft.Register;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.Verdict;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The expressions of rules in the text of {@code nft --debug=netlink}. */
public final class DebugNetlink {
    /**
     * An instruction without effect that nft adds to lookups of interval sets, and nftproxy does
     * not: the conversion of one byte in steps of two.
     */
    private static final String NOTHING =
            "(?m)^\\[ byteorder reg \\d+ = hton\\(reg \\d+, 2, 1\\) ]\n";

    /** The form of data, which depends on the version of libnftnl. */
    public enum Form {
        /** Words in the host's byte order, the last one filled up: until 1.2. */
        WORDS,
        /** Bytes in their order, in groups of four: since 1.3. */
        BYTES
    }

    private DebugNetlink() {}

    /** Returns a rule with one expression on each line. */
    public static String of(Rule rule, Form form) {
        StringBuilder text = new StringBuilder();
        for (Expression expression : rule.expressions()) {
            text.append("[ ").append(of(expression, form)).append(" ]\n");
        }
        return text.toString();
    }

    /**
     * Returns the rules of a chain from {@code nft --debug=netlink list table}, each as {@link
     * #of}.
     */
    public static List<String> rulesOf(String listing, String chain) {
        Pattern rules =
                Pattern.compile("^inet \\S+ " + chain + " .*\n((?:  \\[.*\n)+)", Pattern.MULTILINE);
        return rules.matcher(listing)
                .results()
                .map(match -> match.group(1).replaceAll("(?m)^  ", "").replaceAll(NOTHING, ""))
                .toList();
    }

    private static String of(Expression expression, Form form) {
        return switch (expression) {
            case Expression.Payload payload ->
                    "payload load %db @ %s header + %d => %s"
                            .formatted(
                                    payload.length(),
                                    lower(payload.base()),
                                    payload.offset(),
                                    register(payload.dreg()));
            case Expression.MetaLoad load ->
                    "meta load " + lower(load.key()) + " => " + register(load.dreg());
            case Expression.MetaSet set ->
                    "meta set " + lower(set.key()) + " with " + register(set.sreg());
            case CtLoad load ->
                    "ct load "
                            + lower(load.key())
                            + " => "
                            + register(load.dreg())
                            + (load.original() ? " , dir original" : "");
            case Expression.Cmp cmp ->
                    "cmp %s %s %s"
                            .formatted(
                                    cmp.equal() ? "eq" : "neq",
                                    register(cmp.sreg()),
                                    data(cmp.value(), form));
            case Expression.Bitwise bitwise ->
                    "bitwise %s = ( %s & %s ) ^ %s"
                            .formatted(
                                    register(bitwise.dreg()),
                                    register(bitwise.sreg()),
                                    data(bitwise.mask(), form),
                                    data(bitwise.xor(), form));
            case Expression.Lookup lookup -> lookup(lookup);
            case Expression.Numgen numgen ->
                    "numgen %s = %s mod %d"
                            .formatted(
                                    register(numgen.dreg()),
                                    lower(numgen.mode()),
                                    numgen.modulus());
            case Expression.Jhash hash ->
                    "hash %s = jhash(%s, %d, 0x%x) %% mod %d"
                            .formatted(
                                    register(hash.dreg()),
                                    register(hash.sreg()),
                                    hash.length(),
                                    hash.seed(),
                                    hash.modulus());
            case Expression.ImmediateVerdict immediate ->
                    "immediate reg 0 " + verdict(immediate.verdict());
            case Expression.Dnat dnat -> dnat(dnat);
            case Expression.Masquerade _ -> "masq flags 0x10";
            case Expression.Reject reject -> "reject type 0 code " + reject.code();
            case Expression.FibType fib ->
                    "fib "
                            + (fib.source() ? "saddr" : "daddr")
                            + " type => "
                            + register(fib.dreg());
            case Expression.DynsetUpdate update -> update(update);
            case Expression.Opaque opaque -> opaque.name();
        };
    }

    private static String lookup(Expression.Lookup lookup) {
        Integer dreg = lookup.dreg();
        return "lookup "
                + register(lookup.sreg())
                + " set "
                + lookup.set()
                + (lookup.verdict() ? " dreg 0" : "")
                + (dreg == null ? "" : " d" + register(dreg))
                + " 0x0";
    }

    private static String dnat(Expression.Dnat dnat) {
        String address = register(dnat.addressReg());
        String text =
                "nat dnat %s addr_min %s addr_max %s"
                        .formatted(dnat.family().nftName(), address, address);
        String port = register(dnat.protoReg());
        return text + " proto_min " + port + " proto_max " + port + " flags 0x3";
    }

    private static String update(Expression.DynsetUpdate update) {
        return "dynset update reg_key %d set %s sreg_data %d timeout %dms"
                .formatted(
                        Register.toWire(update.keyReg()),
                        update.set(),
                        Register.toWire(update.dataReg()),
                        update.timeoutMs());
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Drop _ -> "drop";
            case Verdict.Accept _ -> "accept";
            case Verdict.Return _ -> "return";
            case Verdict.Jump jump -> "jump -> " + jump.chain();
            case Verdict.Goto target -> "goto -> " + target.chain();
        };
    }

    private static String register(int word) {
        return "reg " + Register.toWire(word);
    }

    /** Formats data as libnftnl does. */
    private static String data(Bytes value, Form form) {
        byte[] bytes = value.toArray();
        byte[] padded = Arrays.copyOf(bytes, (bytes.length + 3) / 4 * 4);
        Bytes words = Bytes.wrap(padded);
        StringBuilder text = new StringBuilder();
        for (int offset = 0; offset < bytes.length; offset += 4) {
            text.append(offset == 0 ? "0x" : " 0x");
            text.append(
                    form == Form.WORDS
                            ? HexFormat.of().toHexDigits(words.hostIntAt(offset))
                            : HexFormat.of()
                                    .formatHex(bytes, offset, Math.min(offset + 4, bytes.length)));
        }
        return text.toString();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
