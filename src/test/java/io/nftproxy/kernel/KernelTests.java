package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.nftproxy.ruleset.TableRef;
import java.io.IOException;

/** What tests of the real kernel need, and what becomes of them where it is missing. */
public final class KernelTests {
    private KernelTests() {}

    /** A table that is read key by key also where it is small. */
    public static NetlinkKernelTable readByKeys(NetlinkSocket socket, TableRef table) {
        return new NetlinkKernelTable(socket, table, null, 0);
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
