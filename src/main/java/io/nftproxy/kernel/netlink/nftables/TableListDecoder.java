package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.MessageReader;
import java.util.LinkedHashSet;
import java.util.Set;

/** The decoder of the list of all tables. */
public final class TableListDecoder {
    private final Set<TableRef> tables = new LinkedHashSet<>();

    /** Adds a message; tables of a family that {@link TableRef} does not have are skipped. */
    public void accept(MessageReader message) {
        TableRef.Family family = TableRef.Family.of(message.family());
        if (message.type() == NftMessage.NEWTABLE && family != null) {
            tables.add(new TableRef(family, message.attributes().string(NftMessage.NFTA_TABLE)));
        }
    }

    /** Returns the tables added so far, in the kernel's order. */
    public Set<TableRef> tables() {
        return tables;
    }
}
