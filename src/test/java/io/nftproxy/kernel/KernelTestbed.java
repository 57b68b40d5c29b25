package io.nftproxy.kernel;

import io.nftproxy.kernel.netlink.nftables.CompleteTable;
import java.io.IOException;

/** A network namespace of its own with our table in it, and nft to look at it. */
final class KernelTestbed implements AutoCloseable {
    private final NetworkNamespace namespace = KernelTests.freshNamespace();
    private final NetlinkKernelTable table;
    private final Nft nft = new Nft(namespace);

    KernelTestbed() throws IOException {
        table = openTable();
    }

    /** The table that is tested. */
    NetlinkKernelTable table() {
        return table;
    }

    Nft nft() {
        return nft;
    }

    /** The same table over another socket, as another program would have it. */
    NetlinkKernelTable openTable() throws IOException {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            return NetlinkKernelTable.open(CompleteTable.TABLE);
        }
    }

    /** The same table, as of a kernel that can destroy elements or cannot. */
    NetlinkKernelTable openTable(boolean canDestroy) throws IOException {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            NetlinkSocket socket = NetlinkSocket.open();
            TableNotifications others = TableNotifications.open(CompleteTable.TABLE, socket.port());
            return new NetlinkKernelTable(socket, CompleteTable.TABLE, others, canDestroy, 0);
        }
    }

    NetworkNamespace namespace() {
        return namespace;
    }

    @Override
    public void close() {
        table.close();
        namespace.close();
    }
}
