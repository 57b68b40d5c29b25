package io.nftproxy.netlink.nftables;

import io.nftproxy.netlink.AttributeReader;
import io.nftproxy.netlink.MessageReader;
import io.nftproxy.netlink.nftables.TableOutline.ChainOutline;
import io.nftproxy.netlink.nftables.TableOutline.SetOutline;
import io.nftproxy.ruleset.TableRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers a table's outline from the answers to requests for it, its chains, rules and sets. */
public final class OutlineDecoder {
    private static final int NFTA_TABLE_HANDLE = 4;

    private final TableRef table;
    private final SortedMap<String, ChainOutline> chains = new TreeMap<>();
    private final Map<String, List<Long>> rules = new HashMap<>();
    private final SortedMap<String, SetOutline> sets = new TreeMap<>();
    private long tableHandle;

    public OutlineDecoder(TableRef table) {
        this.table = table;
    }

    /** Takes a message in; those about other tables are ignored. */
    public void accept(MessageReader message) {
        if (message.family() != table.family().number()) {
            return;
        }
        AttributeReader attributes = message.attributes();
        switch (message.type()) {
            case NftMessage.NEWTABLE -> table(attributes);
            case NftMessage.NEWCHAIN -> chain(attributes);
            case NftMessage.NEWRULE -> rule(attributes);
            case NftMessage.NEWSET -> set(attributes);
            default -> {}
        }
    }

    /** What was gathered. */
    public TableOutline outline() {
        if (tableHandle == 0) {
            return TableOutline.ABSENT;
        }
        SortedMap<String, ChainOutline> withRules = new TreeMap<>();
        chains.forEach(
                (name, chain) ->
                        withRules.put(
                                name,
                                new ChainOutline(
                                        chain.handle(),
                                        chain.use(),
                                        rules.getOrDefault(name, List.of()))));
        return new TableOutline(tableHandle, withRules, sets);
    }

    private void table(AttributeReader reader) {
        while (reader.next()) {
            if (reader.type() == NFTA_TABLE_HANDLE) {
                tableHandle = reader.u64();
            }
        }
    }

    private void chain(AttributeReader reader) {
        String tableName = "";
        String name = "";
        long handle = 0;
        long use = 0;
        while (reader.next()) {
            switch (reader.type()) {
                case ChainCodec.NFTA_CHAIN_TABLE -> tableName = reader.string();
                case ChainCodec.NFTA_CHAIN_NAME -> name = reader.string();
                case ChainCodec.NFTA_CHAIN_HANDLE -> handle = reader.u64();
                case ChainCodec.NFTA_CHAIN_USE -> use = Integer.toUnsignedLong(reader.u32());
                default -> {}
            }
        }
        if (tableName.equals(table.name())) {
            chains.put(name, new ChainOutline(handle, use, List.of()));
        }
    }

    private void rule(AttributeReader reader) {
        String tableName = "";
        String chain = "";
        long handle = 0;
        while (reader.next()) {
            switch (reader.type()) {
                case RuleCodec.NFTA_RULE_TABLE -> tableName = reader.string();
                case RuleCodec.NFTA_RULE_CHAIN -> chain = reader.string();
                case RuleCodec.NFTA_RULE_HANDLE -> handle = reader.u64();
                default -> {}
            }
        }
        if (tableName.equals(table.name())) {
            rules.computeIfAbsent(chain, _ -> new ArrayList<>()).add(handle);
        }
    }

    private void set(AttributeReader reader) {
        String tableName = "";
        String name = "";
        long handle = 0;
        long count = TableOutline.UNKNOWN;
        int flags = 0;
        while (reader.next()) {
            switch (reader.type()) {
                case SetCodec.NFTA_SET_TABLE -> tableName = reader.string();
                case SetCodec.NFTA_SET_NAME -> name = reader.string();
                case SetCodec.NFTA_SET_HANDLE -> handle = reader.u64();
                case SetCodec.NFTA_SET_FLAGS -> flags = reader.u32();
                case SetCodec.NFTA_SET_COUNT -> count = Integer.toUnsignedLong(reader.u32());
                default -> {}
            }
        }
        boolean changesByItself = (flags & (SetCodec.NFT_SET_TIMEOUT | SetCodec.NFT_SET_EVAL)) != 0;
        if (tableName.equals(table.name())) {
            sets.put(name, new SetOutline(handle, changesByItself ? TableOutline.UNKNOWN : count));
        }
    }
}
