package io.nftproxy.core.diff;

import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Interval;
import io.nftproxy.core.nft.NftText;
import io.nftproxy.core.nft.SetSpec;
import java.util.List;

/**
 * Transactions in nft syntax, one operation a line. {@code nft -f} accepts the text, except for
 * rules deleted by handle and, before nft 1.0.7, for {@code destroy}.
 */
public final class TransactionText {
    private TransactionText() {}

    /**
     * Returns the operation, for example {@code add element inet kube-proxy cluster-ips4 {
     * 10.96.0.1, 10.96.0.10 }}.
     */
    public static String of(Operation operation) {
        return switch (operation) {
            case Operation.AddTable add ->
                    summary(add) + " { comment " + NftText.quoted(add.comment()) + "; }";
            case Operation.AddChain(_, var chain) -> {
                BaseChain base = chain.base();
                yield summary(operation) + (base == null ? "" : " { " + NftText.of(base) + " }");
            }
            case Operation.AddRule add -> summary(add) + " " + NftText.of(add.rule());
            case Operation.AddSet add ->
                    summary(add)
                            + " { "
                            + String.join("; ", NftText.declaration(add.set()))
                            + "; }";
            case Operation.AddElements(_, var set, var elements, long timeoutMs)
                    when timeoutMs != 0 ->
                    element(operation, set) + block(NftText.elements(set, elements, timeoutMs));
            case Operation.OnElements some ->
                    element(some, some.set())
                            + block(NftText.elements(some.set(), some.elements()));
            case Operation.DeleteTable _,
                    Operation.FlushChain _,
                    Operation.DeleteChain _,
                    Operation.DeleteRule _,
                    Operation.DeleteSet _,
                    Operation.FlushSet _ ->
                    summary(operation);
        };
    }

    /**
     * Returns the operation without elements and expressions, for messages: {@code add element inet
     * kube-proxy endpoints4 (1204 elements)}, {@code add rule inet kube-proxy cluster-2}.
     */
    public static String summary(Operation operation) {
        return switch (operation) {
            case Operation.AddTable add -> "add table " + add.table();
            case Operation.DeleteTable delete -> "delete table " + delete.table();
            case Operation.AddChain add -> "add chain " + add.table() + " " + add.chain().name();
            case Operation.FlushChain flush -> "flush chain " + flush.table() + " " + flush.chain();
            case Operation.DeleteChain delete ->
                    "delete chain " + delete.table() + " " + delete.chain();
            case Operation.AddRule add -> "add rule " + add.table() + " " + add.chain();
            case Operation.DeleteRule delete ->
                    "delete rule %s %s handle %d"
                            .formatted(delete.table(), delete.chain(), delete.handle());
            case Operation.AddSet add ->
                    address(add, "add " + NftText.keyword(add.set()), add.set());
            case Operation.DeleteSet delete -> "delete set " + delete.table() + " " + delete.set();
            case Operation.FlushSet flush -> "flush set " + flush.table() + " " + flush.set();
            case Operation.OnElements some -> element(some, some.set()) + count(some.elements());
        };
    }

    /**
     * Returns the operation with only the element that has this key, for messages: {@code add
     * element inet kube-proxy service-cidrs4 { 10.96.0.0/16 }}. Returns the {@link #summary} if no
     * element has the key.
     */
    public static String of(Operation operation, Bytes key) {
        if (operation instanceof Operation.OnElements some) {
            List<Element> elements = having(key, some.set(), some.elements());
            return elements.isEmpty() ? summary(some) : of(some.with(elements));
        }
        return summary(operation);
    }

    private static List<Element> having(Bytes key, SetSpec set, List<Element> elements) {
        if (!set.isIntervals()) {
            return elements.stream().filter(element -> element.key().equals(key)).toList();
        }
        return Interval.of(elements).stream()
                .filter(interval -> interval.isBoundedBy(key))
                .flatMap(interval -> interval.bounds().stream())
                .toList();
    }

    private static String address(Operation operation, String verb, SetSpec set) {
        return verb + " " + operation.table() + " " + set.name();
    }

    private static String element(Operation operation, SetSpec set) {
        String verb =
                switch (operation) {
                    case Operation.DeleteElements _ -> "delete element";
                    case Operation.DestroyElements _ -> "destroy element";
                    default -> "add element";
                };
        return address(operation, verb, set);
    }

    private static String count(List<Element> elements) {
        return " (" + elements.size() + (elements.size() == 1 ? " element)" : " elements)");
    }

    private static String block(List<String> elements) {
        return " { " + String.join(", ", elements) + " }";
    }
}
