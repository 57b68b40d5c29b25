package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;
import java.util.ArrayList;
import java.util.List;

/** The decoder of the fill levels of dynamic sets. */
public final class SetFillDecoder {
    private final TableRef table;
    private final List<SetFill> fills = new ArrayList<>();

    public SetFillDecoder(TableRef table) {
        this.table = table;
    }

    /** Adds a message; those about other tables are ignored. */
    public void accept(MessageReader message) {
        if (message.family() == table.family().number() && message.type() == NftMessage.NEWSET) {
            set(message.attributes());
        }
    }

    /** Returns the fill level of each dynamic set; empty if the kernel does not count elements. */
    public List<SetFill> fills() {
        return List.copyOf(fills);
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
        if (tableName.equals(table.name()) && filledByPackets && count != RulesetDecoder.UNKNOWN) {
            fills.add(new SetFill(name, count, size));
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
