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
    private static final int NFTA_EXPR_NAME = 1;
    private static final int NFTA_EXPR_DATA = 2;
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
        if (message.family() != table.family().number()) {
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

    private void chain(AttributeReader reader) {
        String tableName = "";
        String name = "";
        boolean base = false;
        int policy = NF_ACCEPT;
        long uses = 0;
        while (reader.next()) {
            switch (reader.type()) {
                case ChainCodec.NFTA_CHAIN_TABLE -> tableName = reader.string();
                case ChainCodec.NFTA_CHAIN_NAME -> name = reader.string();
                case ChainCodec.NFTA_CHAIN_HOOK -> base = true;
                case ChainCodec.NFTA_CHAIN_POLICY -> policy = reader.u32();
                case ChainCodec.NFTA_CHAIN_USE -> uses = Integer.toUnsignedLong(reader.u32());
                default -> {}
            }
        }
        if (tableName.equals(table.name())) {
            chains.put(name, new Outline(base, policy != NF_ACCEPT, uses));
        }
    }

    private void rule(AttributeReader reader) {
        String tableName = "";
        String chain = "";
        long handle = 0;
        String target = null;
        while (reader.next()) {
            switch (reader.type()) {
                case RuleCodec.NFTA_RULE_TABLE -> tableName = reader.string();
                case RuleCodec.NFTA_RULE_CHAIN -> chain = reader.string();
                case RuleCodec.NFTA_RULE_HANDLE -> handle = reader.u64();
                case RuleCodec.NFTA_RULE_EXPRESSIONS -> target = jumpTarget(reader.nested());
                default -> {}
            }
        }
        if (tableName.equals(table.name())) {
            rules.computeIfAbsent(chain, _ -> new ArrayList<>())
                    .add(new ForeignTable.Rule(handle, target));
            if (target != null) {
                jumps.merge(target, 1L, Long::sum);
            }
        }
    }

    private static @Nullable String jumpTarget(AttributeReader expressions) {
        String target = null;
        while (expressions.next()) {
            String found = jumpTargetOf(expressions.nested());
            target = found == null ? target : found;
        }
        return target;
    }

    private static @Nullable String jumpTargetOf(AttributeReader expression) {
        String name = "";
        AttributeReader data = null;
        while (expression.next()) {
            switch (expression.type()) {
                case NFTA_EXPR_NAME -> name = expression.string();
                case NFTA_EXPR_DATA -> data = expression.nested();
                default -> {}
            }
        }
        if (data == null || !name.equals(ImmediateCodec.NAME)) {
            return null;
        }
        return ImmediateCodec.decode(data) instanceof Expression.ImmediateVerdict(Verdict verdict)
                ? target(verdict)
                : null;
    }

    private static @Nullable String target(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Jump(String chain) -> chain;
            case Verdict.Goto(String chain) -> chain;
            case Verdict.Drop _, Verdict.Accept _, Verdict.Return _ -> null;
        };
    }
}
