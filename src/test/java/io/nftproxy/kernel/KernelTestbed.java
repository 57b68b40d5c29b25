package io.nftproxy.kernel;

import io.nftproxy.kernel.netlink.nftables.CompleteTable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A new network namespace with the tested table, and nft to inspect it. */
final class KernelTestbed implements AutoCloseable {
    private final NetworkNamespace namespace = KernelTests.freshNamespace();
    private final NetlinkKernelTable table;
    private final Nft nft = new Nft(namespace);

    KernelTestbed() {
        try {
            table = openTable();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the tested table. */
    NetlinkKernelTable table() {
        return table;
    }

    Nft nft() {
        return nft;
    }

    /** Opens the same table over another socket, as another program would. */
    NetlinkKernelTable openTable() throws IOException {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            return NetlinkKernelTable.open(CompleteTable.TABLE);
        }
    }

    /** Opens the same table as on a kernel with or without {@code NFT_MSG_DESTROYSETELEM}. */
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
