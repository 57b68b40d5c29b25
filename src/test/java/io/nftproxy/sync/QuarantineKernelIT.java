package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.kernel.Nft;
import io.nftproxy.testing.DisturbedKernel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real kernel names the element that it refuses, and that leads to the Service. */
@Tag("kernel-ring")
class QuarantineKernelIT {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final int SERVICES = 500;
    private static final int HASHED = 40;

    @Test
    void rejectedServiceDoesNotStopOthers() throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace();
                NetlinkKernelTable kernel = open(namespace)) {
            SyncedCluster cluster =
                    new SyncedCluster(new DisturbedKernel(kernel, QuarantineKernelIT::leadAstray));
            for (int i = 0; i < SERVICES; i++) {
                service(cluster, i);
            }
            assertThatThrownBy(cluster::start)
                    .isInstanceOf(CommitRejected.class)
                    .hasMessageContaining("ENOENT");
            cluster.start();

            assertThat(cluster.quarantine.size()).isOne();
            String table = new Nft(namespace).listTable();
            for (int i = 0; i < SERVICES; i++) {
                String comment = "\"ns/svc" + i + ":http\"";
                assertThat(table.contains(comment)).as(comment).isEqualTo(i != 77);
            }
            service(cluster, SERVICES);
            cluster.some();
            assertThat(new Nft(namespace).listTable()).contains("\"ns/svc500:http\"");
        }
    }

    /**
     * Without the module nft_hash the kernel rejects a rule with a hash (ENOENT), as it does a rule
     * with a set that does not exist. More Services share the rule than one sync holds out one by
     * one.
     */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "mh"})
    void servicesOnAMissingHashDoNotStopOthers(String scheduler) throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace();
                NetlinkKernelTable kernel = open(namespace)) {
            SyncedCluster cluster =
                    new SyncedCluster(new DisturbedKernel(kernel, QuarantineKernelIT::withoutHash));
            service(cluster, 0);
            for (int i = 1; i <= HASHED; i++) {
                hashedService(cluster, i, scheduler);
            }
            assertThatThrownBy(cluster::start)
                    .isInstanceOf(CommitRejected.class)
                    .hasMessageContaining("ENOENT");
            cluster.start();

            assertThat(cluster.quarantine.size()).isEqualTo(HASHED);
            assertThat(cluster.events).hasSize(HASHED);
            assertThat(new Nft(namespace).listTable())
                    .contains("\"ns/svc0:http\"")
                    .doesNotContain("\"ns/svc1:http\"");

            hashedService(cluster, 1, "rr");
            cluster.some();

            assertThat(cluster.quarantine.size()).isEqualTo(HASHED - 1);
            assertThat(new Nft(namespace).listTable()).contains("\"ns/svc1:http\"");
        }
    }

    private static void hashedService(SyncedCluster cluster, int i, String scheduler) {
        String name = "svc" + i;
        cluster.objects.scheduledService(name, address(i), scheduler, SyncedCluster.HTTP);
        cluster.objects.slice(
                name,
                SyncedCluster.TARGET,
                "10.244.0.1 ready serving there",
                "10.244.0.2 ready serving there");
    }

    private static Transaction withoutHash(Transaction transaction) {
        return new Transaction(
                transaction.operations().stream().map(QuarantineKernelIT::withoutHash).toList());
    }

    private static Operation withoutHash(Operation operation) {
        if (operation instanceof Operation.AddRule(var table, var chain, var rule)
                && rule.expressions().stream().anyMatch(Expression.Jhash.class::isInstance)) {
            Rule missing = Rule.of(new Expression.Lookup("no-such-set", 8, null, false));
            return new Operation.AddRule(table, chain, missing);
        }
        return operation;
    }

    private static String address(int i) {
        return "10.96.%d.%d".formatted(i >> 8, i & 255);
    }

    private static void service(SyncedCluster cluster, int i) {
        cluster.objects.service("svc" + i, address(i), "", SyncedCluster.HTTP);
        cluster.slice("svc" + i, "10.244.0.1");
    }

    /** One Service's verdict leads to a chain that does not exist. */
    private static Transaction leadAstray(Transaction transaction) {
        return new Transaction(
                transaction.operations().stream().map(QuarantineKernelIT::leadAstray).toList());
    }

    private static Operation leadAstray(Operation operation) {
        return operation instanceof Operation.AddElements add
                ? add.with(add.elements().stream().map(QuarantineKernelIT::leadAstray).toList())
                : operation;
    }

    private static Element leadAstray(Element element) {
        return "ns/svc77:http".equals(element.comment())
                ? Element.of(element.key(), new Verdict.Goto("nowhere"))
                : element;
    }

    private static NetlinkKernelTable open(NetworkNamespace namespace) throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            return NetlinkKernelTable.open(TABLE);
        }
    }
}
