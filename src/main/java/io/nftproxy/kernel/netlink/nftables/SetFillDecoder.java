package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The decoder of the fill levels of dynamic sets. Where the kernel does not report the number of
 * elements with a set, the elements of its dump are counted.
 */
public final class SetFillDecoder {
    private final TableRef table;
    private final Map<String, SetFill> fills = new LinkedHashMap<>();
    private final Set<String> uncounted = new HashSet<>();

    public SetFillDecoder(TableRef table) {
        this.table = table;
    }

    /** Adds a message about a set or its elements; those about other tables are ignored. */
    public void accept(MessageReader message) {
        if (message.family() != table.family().number()) {
            return;
        }
        switch (message.type()) {
            case NftMessage.NEWSET -> set(message.attributes());
            case NftMessage.NEWSETELEM -> elements(message.attributes());
            default -> {}
        }
    }

    /** Returns the dynamic sets without a number of elements, whose elements can be requested. */
    public Set<String> uncounted() {
        return Set.copyOf(uncounted);
    }

    /** Returns the fill level of each dynamic set. */
    public List<SetFill> fills() {
        return List.copyOf(fills.values());
    }

    private void elements(AttributeReader reader) {
        String name = "";
        int elements = 0;
        while (reader.next()) {
            switch (reader.type()) {
                case SetCodec.NFTA_SET_NAME -> name = reader.string();
                case RulesetDecoder.NFTA_SET_ELEM_LIST_ELEMENTS -> elements = length(reader);
                default -> {}
            }
        }
        int more = elements;
        fills.computeIfPresent(
                name, (_, fill) -> new SetFill(fill.set(), fill.elements() + more, fill.size()));
    }

    private static int length(AttributeReader reader) {
        int length = 0;
        for (AttributeReader list = reader.nested(); list.next(); ) {
            length++;
        }
        return length;
    }

    private void set(AttributeReader reader) {
        String tableName = "";
        String name = "";
        int flags = 0;
        long size = 0;
        long count = RulesetDecoder.UNKNOWN;
        while (reader.next()) {
            switch (reader.type()) {
                case SetCodec.NFTA_SET_TABLE -> tableName = reader.string();
                case SetCodec.NFTA_SET_NAME -> name = reader.string();
                case SetCodec.NFTA_SET_FLAGS -> flags = reader.u32();
                case SetCodec.NFTA_SET_DESC -> size = size(reader.nested());
                case SetCodec.NFTA_SET_COUNT -> count = Integer.toUnsignedLong(reader.u32());
                default -> {}
            }
        }
        boolean filledByPackets = (flags & SetCodec.NFT_SET_EVAL) != 0;
        if (tableName.equals(table.name()) && filledByPackets) {
            boolean counted = count != RulesetDecoder.UNKNOWN;
            fills.put(name, new SetFill(name, counted ? count : 0, size));
            if (!counted) {
                uncounted.add(name);
            }
        }
    }

    private static long size(AttributeReader description) {
        long size = 0;
        while (description.next()) {
            if (description.type() == SetCodec.NFTA_SET_DESC_SIZE) {
                size = Integer.toUnsignedLong(description.u32());
            }
        }
        return size;
    }
}
