package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;
import java.util.LinkedHashSet;
import java.util.Set;

/** The decoder of the list of all tables. */
public final class TableListDecoder {
    private static final int NFTA_TABLE_NAME = 1;

    private final Set<TableRef> tables = new LinkedHashSet<>();

    /** Adds a message; tables of a family that {@link TableRef} does not have are skipped. */
    public void accept(MessageReader message) {
        if (message.type() != NftMessage.NEWTABLE) {
            return;
        }
        for (TableRef.Family family : TableRef.Family.values()) {
            if (family.number() == message.family()) {
                add(family, message.attributes());
            }
        }
    }

    private void add(TableRef.Family family, AttributeReader reader) {
        while (reader.next()) {
            if (reader.type() == NFTA_TABLE_NAME) {
                tables.add(new TableRef(family, reader.string()));
            }
        }
    }

    /** Returns the tables added so far, in the kernel's order. */
    public Set<TableRef> tables() {
        return tables;
    }
}
