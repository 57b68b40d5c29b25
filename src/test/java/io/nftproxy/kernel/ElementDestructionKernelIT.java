package io.nftproxy.kernel;

import static io.nftproxy.kernel.netlink.nftables.CompleteTable.RULESET;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.TABLE;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.creationOf;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.data;
import static io.nftproxy.kernel.netlink.nftables.Samples.AFFINITY4;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Element;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Affinity clients are removed with and without {@code NFT_MSG_DESTROYSETELEM} on a real kernel.
 */
@Tag("kernel-ring")
class ElementDestructionKernelIT {
    private static final Element STALE = data("0a010101", "0af40107 00500000");
    private static final Element KEPT = data("0a010102", "0af40107 00500000");
    private static final Element GONE = data("0a010103", "0af40107 00500000");

    @Test
    void expiredClientsAreNoErrorWithTheProbedMessage() throws Exception {
        try (KernelTestbed testbed = new KernelTestbed()) {
            forgetsClients(testbed.table());
        }
    }

    @Test
    void expiredClientsAreNoErrorWithDestroyMessages() throws Exception {
        try (KernelTestbed testbed = new KernelTestbed();
                NetlinkKernelTable table = testbed.openTable(true)) {
            KernelFeature.DESTROY_MESSAGES.assumePresent();
            forgetsClients(table);
        }
    }

    @Test
    void expiredClientsAreNoErrorWithoutDestroyMessages() throws Exception {
        try (KernelTestbed testbed = new KernelTestbed();
                NetlinkKernelTable table = testbed.openTable(false)) {
            forgetsClients(table);
        }
    }

    private static void forgetsClients(NetlinkKernelTable table) throws Exception {
        table.commit(creationOf(RULESET));
        table.commit(
                new Transaction(
                        List.of(
                                new Operation.AddElements(
                                        TABLE, AFFINITY4, List.of(STALE, KEPT)))));

        table.commit(
                new Transaction(
                        List.of(
                                new Operation.DestroyElements(
                                        TABLE, AFFINITY4, List.of(STALE, GONE)))));

        assertThat(table.readElements(AFFINITY4)).containsExactly(KEPT);
        assertThat(table.foreignChange()).isEmpty();
    }
}
