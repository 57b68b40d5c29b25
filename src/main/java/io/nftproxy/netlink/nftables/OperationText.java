package io.nftproxy.netlink.nftables;

import io.nftproxy.diff.Operation;
import io.nftproxy.ruleset.Bytes;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.SetSpec;
import io.nftproxy.ruleset.TableRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names an operation in nft's words, for messages to people. */
public final class OperationText {
    private OperationText() {}

    /**
     * For example {@code add chain inet kube-proxy services}, or {@code add element inet kube-proxy
     * endpoints4 (1204 elements)}.
     *
     * @param key of the element it is about, where that is known
     */
    public static String of(Operation operation, @Nullable Bytes key) {
        return switch (operation) {
            case Operation.AddTable(TableRef table, String _) -> "add table " + table;
            case Operation.DeleteTable(TableRef table) -> "delete table " + table;
            case Operation.AddChain add -> "add chain " + add.table() + " " + add.chain().name();
            case Operation.FlushChain(TableRef table, String chain) ->
                    "flush chain " + table + " " + chain;
            case Operation.DeleteChain(TableRef table, String chain) ->
                    "delete chain " + table + " " + chain;
            case Operation.AddRule add ->
                    "add rule %s %s %s"
                            .formatted(add.table(), add.chain(), add.rule().expressions());
            case Operation.DeleteRule(TableRef table, String chain, long handle) ->
                    "delete rule %s %s handle %d".formatted(table, chain, handle);
            case Operation.AddSet(TableRef table, SetSpec set) ->
                    "add %s %s %s".formatted(set.isMap() ? "map" : "set", table, set.name());
            case Operation.DeleteSet(TableRef table, String set) ->
                    "delete set " + table + " " + set;
            case Operation.FlushSet(TableRef table, String set) -> "flush set " + table + " " + set;
            case Operation.AddElements(TableRef table, SetSpec set, List<Element> elements) ->
                    elements("add", table, set, elements, key);
            case Operation.DeleteElements(TableRef table, SetSpec set, List<Element> elements) ->
                    elements("delete", table, set, elements, key);
            case Operation.DestroyElements(TableRef table, SetSpec set, List<Element> elements) ->
                    elements("destroy", table, set, elements, key);
        };
    }

    private static String elements(
            String verb, TableRef table, SetSpec set, List<Element> elements, @Nullable Bytes key) {
        String named = key == null ? "" : "{ 0x" + key + " } ";
        return "%s element %s %s %s(%d elements)"
                .formatted(verb, table, set.name(), named, elements.size());
    }
}
