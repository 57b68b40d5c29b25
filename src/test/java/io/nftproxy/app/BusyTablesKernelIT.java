package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.Nft;
import io.nftproxy.tools.apiserver.ApiResource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Another process commits to its own table without a pause while objects change. Not for emulated
 * machines: {@code nft list} begins again after each commit, and never ends on a slow one.
 */
class BusyTablesKernelIT {
    private static final TableRef THEIRS = new TableRef(TableRef.Family.INET, "theirs");
    private static final int CHANGES = 30;

    @Test
    void allChangesArrive() throws Exception {
        try (LiveNode node = new LiveNode();
                NetlinkKernelTable others = KernelTests.readByKeys(node.namespace(), THEIRS)) {
            node.start();
            AtomicInteger commits = new AtomicInteger();
            Thread committer = Thread.ofPlatform().daemon().start(() -> commit(others, commits));
            try {
                for (int i = 1; i <= CHANGES; i++) {
                    put(node, i);
                    awaitListed(node, "10.96.0." + i + " . tcp . 80", committer);
                }
            } finally {
                committer.interrupt();
                committer.join();
            }
            assertThat(commits).hasValueGreaterThan(CHANGES);
            assertThat(node.run("status", "-o", "json").text()).contains("\"synced\":true");
        }
    }

    private static void awaitListed(LiveNode node, String wanted, Thread committer)
            throws Exception {
        Nft nft = new Nft(node.namespace());
        while (!nft.listTable().contains(wanted)) {
            assertThat(committer.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    private static void commit(NetlinkKernelTable table, AtomicInteger commits) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                table.commit(
                        new Transaction(
                                List.of(
                                        new Operation.AddTable(THEIRS, ""),
                                        new Operation.AddChain(THEIRS, Chain.of("some")))));
                table.commit(new Transaction(List.of(new Operation.DeleteTable(THEIRS))));
                commits.addAndGet(2);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void put(LiveNode node, int i) {
        node.api()
                .put(
                        ApiResource.SERVICES,
                        """
                        {"metadata":{"name":"svc-%1$d","namespace":"ns","uid":"%1$d"},
                         "spec":{"type":"ClusterIP","clusterIP":"10.96.0.%1$d",
                         "clusterIPs":["10.96.0.%1$d"],"ports":[{"protocol":"TCP","port":80}]}}
                        """
                                .formatted(i));
    }
}
