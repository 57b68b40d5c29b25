package io.nftproxy.kernel;

import io.nftproxy.core.nft.TableRef;
import io.nftproxy.testing.Skipped;
import java.io.IOException;

/** Network namespaces and tables for tests on the real kernel; skips a test without privileges. */
public final class KernelTests {
    private KernelTests() {}

    /** Opens a table that is read by its keys even if it is small, if the kernel counts them. */
    public static NetlinkKernelTable readByKeys(NetworkNamespace namespace, TableRef table)
            throws Exception {
        int dumped = KernelFeature.ELEMENT_COUNTS.isPresent() ? 0 : ElementReader.MAX_DUMPED;
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            return open(namespace, NetlinkSocket.open(), table, dumped);
        }
    }

    /** Opens a table of which larger sets are read by their keys, over a given socket. */
    static NetlinkKernelTable open(
            NetworkNamespace namespace, NetlinkSocket socket, TableRef table, int dumpedElements)
            throws IOException {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            TableNotifications others = TableNotifications.open(table, socket.port());
            return new NetlinkKernelTable(socket, table, others, null, dumpedElements);
        }
    }

    /** Opens a table as on a kernel before 6.18, which does not count the elements of sets. */
    public static NetlinkKernelTable withoutCounts(NetworkNamespace namespace, TableRef table)
            throws Exception {
        WatchedCalls calls = WatchedCalls.open(namespace).hidingCounts();
        return open(namespace, new NetlinkSocket(calls), table, ElementReader.MAX_DUMPED);
    }

    /**
     * Creates a network namespace. Without CAP_SYS_ADMIN the test is skipped and says so; with
     * {@code CI=true} in the environment it fails instead.
     */
    public static NetworkNamespace freshNamespace() {
        try {
            return NetworkNamespace.fresh();
        } catch (IOException e) {
            return Skipped.because("no test of the real kernel, " + e.getMessage());
        }
    }
}
