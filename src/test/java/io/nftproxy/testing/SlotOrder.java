package io.nftproxy.testing;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.plan.MaglevTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The text of a table in sorted order, without the numbers of slots that endpoints get at random.
 */
public final class SlotOrder {
    private SlotOrder() {}

    /**
     * Returns the text, which is equal for tables with the same effect.
     *
     * @throws AssertionError if slots are not numbered 0 to N-1
     */
    public static String normalize(Ruleset table) {
        StringBuilder text = new StringBuilder();
        table.chains().values().forEach(chain -> text.append(chain).append('\n'));
        for (SetSpec set : table.sets().values()) {
            text.append(set).append('\n');
            List<Element> elements = table.elementsOf(set.name());
            List<String> lines =
                    set.key().contains(Field.NUMGEN) ? slots(set, elements) : plain(elements);
            lines.stream().sorted().forEach(line -> text.append("    ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static List<String> plain(List<Element> elements) {
        return elements.stream().map(Element::toString).toList();
    }

    private static List<String> slots(SetSpec set, List<Element> elements) {
        Map<Bytes, SortedMap<Integer, String>> byFrontend = new TreeMap<>();
        for (Element element : elements) {
            int frontend = element.key().length() - 4;
            int slot =
                    ByteBuffer.wrap(element.key().toArray())
                            .order(ByteOrder.nativeOrder())
                            .getInt(frontend);
            byFrontend
                    .computeIfAbsent(element.key().slice(0, frontend), _ -> new TreeMap<>())
                    .put(slot, element.value().toString());
        }
        List<String> lines = new ArrayList<>();
        byFrontend.forEach(
                (frontend, slots) -> {
                    if (slots.firstKey() != 0 || slots.lastKey() != slots.size() - 1) {
                        throw new AssertionError(set.name() + " " + frontend + ": " + slots);
                    }
                    boolean isTable = slots.size() >= MaglevTable.size(2);
                    Stream<String> endpoints = slots.values().stream();
                    lines.add(frontend + " " + (isTable ? endpoints : endpoints.sorted()).toList());
                });
        return lines;
    }
}
