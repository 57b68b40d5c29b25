package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;
import java.util.LinkedHashSet;
import java.util.Set;

/** Gathers the names of tables from the answer to a request for all of them. */
public final class TableListDecoder {
    private static final int NFTA_TABLE_NAME = 1;

    private final Set<TableRef> tables = new LinkedHashSet<>();

    /** Takes a message in; tables of other families than {@link TableRef}'s are left out. */
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

    /** What was gathered, in the kernel's order. */
    public Set<TableRef> tables() {
        return tables;
    }
}
