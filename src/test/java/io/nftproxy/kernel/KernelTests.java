package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.nftproxy.core.nft.TableRef;
import java.io.IOException;

/** What tests of the real kernel need, and what becomes of them where it is missing. */
public final class KernelTests {
    private KernelTests() {}

    /** A table that is read key by key also where it is small. */
    public static NetlinkKernelTable readByKeys(NetworkNamespace namespace, TableRef table)
            throws IOException {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            return readByKeys(namespace, NetlinkSocket.open(), table);
        }
    }

    /** The same over a socket of one's own. */
    static NetlinkKernelTable readByKeys(
            NetworkNamespace namespace, NetlinkSocket socket, TableRef table) throws IOException {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            TableNotifications others = TableNotifications.open(table, socket.port());
            return new NetlinkKernelTable(socket, table, others, null, 0);
        }
    }

    /** A table on a kernel that does not count the elements of sets, as those before 6.18. */
    public static NetlinkKernelTable withoutCounts(NetworkNamespace namespace, TableRef table)
            throws Exception {
        WatchedCalls calls = WatchedCalls.open(namespace).hidingCounts();
        return readByKeys(namespace, new NetlinkSocket(calls), table);
    }

    /**
     * A fresh network namespace. Without CAP_SYS_ADMIN the test is skipped, which is printed; where
     * the environment says {@code CI=true} it fails instead.
     */
    public static NetworkNamespace freshNamespace() {
        try {
            return NetworkNamespace.fresh();
        } catch (IOException e) {
            String reason = "SKIPPED: no test of the real kernel, " + e.getMessage();
            if ("true".equals(System.getenv("CI"))) {
                return fail(reason);
            }
            System.err.println(reason);
            return abort(reason);
        }
    }
}
