package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.ForeignTable;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The decoder of the jumps between a table's chains, from its chains and rules.
 *
 * <p>Only the verdicts of a rule are decoded: iptables stores matches and targets in other
 * expressions, in a format that only its libraries can parse.
 */
public final class ForeignTableDecoder {
    private static final int NF_ACCEPT = 1;

    private final TableRef table;
    private final Map<String, Outline> chains = new HashMap<>();
    private final Map<String, List<ForeignTable.Rule>> rules = new HashMap<>();
    private final Map<String, Long> jumps = new HashMap<>();

    private record Outline(boolean base, boolean dropsByDefault, long uses) {}

    public ForeignTableDecoder(TableRef table) {
        this.table = table;
    }

    /** Adds a message; those about other tables are ignored. */
    public void accept(MessageReader message) {
        if (!NftMessage.isAbout(table, message)) {
            return;
        }
        switch (message.type()) {
            case NftMessage.NEWCHAIN -> chain(message.attributes());
            case NftMessage.NEWRULE -> rule(message.attributes());
            default -> {}
        }
    }

    /** Returns the table as added so far. */
    public ForeignTable table() {
        SortedMap<String, ForeignTable.Chain> found = new TreeMap<>();
        chains.forEach(
                (name, outline) -> {
                    List<ForeignTable.Rule> inChain = rules.getOrDefault(name, List.of());
                    long seen = inChain.size() + jumps.getOrDefault(name, 0L);
                    found.put(
                            name,
                            new ForeignTable.Chain(
                                    name,
                                    outline.base(),
                                    outline.dropsByDefault(),
                                    Math.max(0, outline.uses() - seen),
                                    inChain));
                });
        return new ForeignTable(table, found);
    }

    private void chain(AttributeReader chain) {
        chains.put(
                chain.string(ChainCodec.NFTA_CHAIN_NAME),
                new Outline(
                        chain.find(ChainCodec.NFTA_CHAIN_HOOK),
                        chain.u32(ChainCodec.NFTA_CHAIN_POLICY, NF_ACCEPT) != NF_ACCEPT,
                        Integer.toUnsignedLong(chain.u32(ChainCodec.NFTA_CHAIN_USE, 0))));
    }

    private void rule(AttributeReader rule) {
        String target = null;
        if (rule.find(RuleCodec.NFTA_RULE_EXPRESSIONS)) {
            target = jumpTarget(rule.nested());
        }
        long handle = rule.find(RuleCodec.NFTA_RULE_HANDLE) ? rule.u64() : 0;
        rules.computeIfAbsent(rule.string(RuleCodec.NFTA_RULE_CHAIN), _ -> new ArrayList<>())
                .add(new ForeignTable.Rule(handle, target));
        if (target != null) {
            jumps.merge(target, 1L, Long::sum);
        }
    }

    private static @Nullable String jumpTarget(AttributeReader expressions) {
        String target = null;
        while (expressions.next()) {
            AttributeReader one = expressions.nested();
            boolean verdict =
                    one.string(ExpressionCodec.NFTA_EXPR_NAME).equals(ExpressionCodec.IMMEDIATE)
                            && one.find(ExpressionCodec.NFTA_EXPR_DATA);
            if (verdict
                    && StatementCodec.immediate(one.nested())
                            instanceof Expression.ImmediateVerdict(Verdict issued)) {
                String found = target(issued);
                target = found == null ? target : found;
            }
        }
        return target;
    }

    private static @Nullable String target(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Jump(String chain) -> chain;
            case Verdict.Goto(String chain) -> chain;
            case Verdict.Drop _, Verdict.Accept _, Verdict.Return _ -> null;
        };
    }
}
