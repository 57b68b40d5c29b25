package io.nftproxy.core.nft;

import java.util.ArrayList;
import java.util.List;

/**
 * Rulesets in nft syntax, as {@code nft list table} prints and {@code nft -f} loads them.
 *
 * <p>Equal rulesets give equal text: sets and chains are sorted by name, and elements, one a line,
 * by key. Parts without nft syntax are printed as {@code <unknown …>}, which does not load.
 */
public final class NftText {
    private NftText() {}

    /** Returns the table with its content; empty text for {@link Ruleset#ABSENT}. */
    public static String of(TableRef table, Ruleset ruleset) {
        if (!ruleset.present()) {
            return "";
        }
        List<String> blocks = new ArrayList<>();
        ruleset.sets()
                .values()
                .forEach(set -> blocks.add(set(set, ruleset.elementsOf(set.name()))));
        ruleset.chains().values().forEach(chain -> blocks.add(chain(chain)));
        return "table " + table + " {\n" + String.join("\n", blocks) + "}\n";
    }

    private static String set(SetSpec set, List<Element> elements) {
        StringBuilder text = new StringBuilder();
        text.append("\t" + SetText.keyword(set) + " " + set.name() + " {\n");
        SetText.declaration(set).forEach(line -> text.append("\t\t").append(line).append('\n'));
        List<String> lines = SetText.elements(set, elements);
        if (!lines.isEmpty()) {
            text.append("\t\telements = {\n\t\t\t");
            text.append(String.join(",\n\t\t\t", lines)).append("\n\t\t}\n");
        }
        return text.append("\t}\n").toString();
    }

    private static String chain(Chain chain) {
        StringBuilder text = new StringBuilder("\tchain " + chain.name() + " {\n");
        if (chain.base() != null) {
            text.append("\t\t").append(BaseChainText.of(chain.base())).append('\n');
        }
        chain.rules().forEach(rule -> text.append("\t\t").append(of(rule)).append('\n'));
        return text.append("\t}\n").toString();
    }

    /** Returns a rule, for example {@code ct state new jump firewall-check}. */
    public static String of(Rule rule) {
        return RuleText.of(rule);
    }

    /** Returns a verdict, for example {@code goto cluster-2}. */
    public static String of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Drop _ -> "drop";
            case Verdict.Accept _ -> "accept";
            case Verdict.Return _ -> "return";
            case Verdict.Jump jump -> "jump " + jump.chain();
            case Verdict.Goto target -> "goto " + target.chain();
        };
    }

    /** Returns for example {@code type nat hook output priority -100; policy accept;}. */
    public static String of(BaseChain base) {
        return BaseChainText.of(base);
    }

    /**
     * Returns the lines of a set's declaration, for example {@code [type ipv4_addr, flags
     * interval]}.
     */
    public static List<String> declaration(SetSpec set) {
        return SetText.declaration(set);
    }

    /**
     * Returns elements sorted by key, each as {@code 10.96.0.10 . udp . 53 . 0 : 10.244.1.7 . 53}.
     * In an interval set the two bounds of an interval give one text; an end without a start is
     * printed as {@code <end 10.0.0.0>}.
     */
    public static List<String> elements(SetSpec set, List<Element> elements) {
        return SetText.elements(set, elements);
    }

    /** Returns elements with a timeout: {@code 10.0.0.9 timeout 1h : 10.244.1.7 . 8080}. */
    public static List<String> elements(SetSpec set, List<Element> elements, long timeoutMs) {
        return SetText.expiringElements(set, elements, timeoutMs);
    }

    /** Returns {@code set} or {@code map}. */
    public static String keyword(SetSpec set) {
        return SetText.keyword(set);
    }

    /** Returns the text of an address of 4 or 16 bytes. */
    public static String address(Bytes address) {
        return AddressText.of(address);
    }

    /**
     * Returns a string in quotes. nft cannot write a quote or a control character in a string: each
     * becomes {@code ?}.
     */
    public static String quoted(String text) {
        return '"' + text.replaceAll("[\"\\p{Cntrl}]", "?") + '"';
    }
}
