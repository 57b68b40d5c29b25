package io.nftproxy.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.nftables.RulesetDecoder;
import io.nftproxy.kernel.netlink.nftables.Samples;
import io.nftproxy.kernel.netlink.nftables.TableRequests;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A feature that some kernels lack, probed in a network namespace of its own. */
public enum KernelFeature {
    /** The kernel reports the number of elements with a set, since 6.18. */
    ELEMENT_COUNTS {
        @Override
        boolean probe(NetlinkSocket socket) throws Exception {
            NetlinkKernelTable table = NetlinkKernelTable.open(TABLE);
            table.commit(
                    new Transaction(
                            List.of(
                                    new Operation.AddTable(TABLE, ""),
                                    new Operation.AddSet(TABLE, Samples.CLUSTER_IPS4))));
            table.close();
            RulesetDecoder content = new RulesetDecoder(TABLE);
            socket.request(new TableRequests().sets(TABLE), content::accept);
            return content.count(Samples.CLUSTER_IPS4) != RulesetDecoder.UNKNOWN;
        }
    },
    /** The kernel has {@code NFT_MSG_DESTROYSETELEM}, since 6.3. */
    DESTROY_MESSAGES {
        @Override
        boolean probe(NetlinkSocket socket) throws Exception {
            Operation destroy =
                    new Operation.DestroyElements(TABLE, Samples.CLUSTER_IPS4, List.of());
            return new ElementDestruction(socket, null, null)
                    .canSend(new Transaction(List.of(destroy)));
        }
    };

    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "features");

    private @Nullable Boolean present;

    abstract boolean probe(NetlinkSocket socket) throws Exception;

    /** Returns whether this kernel has the feature. */
    public boolean isPresent() throws Exception {
        if (present == null) {
            try (NetworkNamespace namespace = KernelTests.freshNamespace();
                    NetworkNamespace.Scope _ = namespace.enter()) {
                present = probe(NetlinkSocket.open());
            }
        }
        return present;
    }

    /** Skips the test on a kernel without the feature. */
    void assumePresent() throws Exception {
        if (!isPresent()) {
            System.err.println("SKIPPED: this kernel lacks " + this);
        }
        assumeTrue(isPresent(), () -> "this kernel lacks " + this);
    }
}
