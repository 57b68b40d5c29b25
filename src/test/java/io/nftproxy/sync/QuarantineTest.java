package io.nftproxy.sync;

import static io.nftproxy.sync.SyncedCluster.HTTP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.diff.TransactionText;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.NftText;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.testing.DisturbedKernel;
import io.nftproxy.testing.FakeKernelTable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A kernel that rejects elements with some addresses. */
class QuarantineTest {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final ServicePort TLS = new ServicePort("tls", Protocol.TCP, 443, 0);
    private static final int EINVAL = 22;
    private static final int ENOBUFS = 105;

    private final FakeKernelTable kernel = new FakeKernelTable(TABLE);
    private final SyncedCluster cluster =
            new SyncedCluster(new DisturbedKernel(kernel, this::pass));
    private final Set<String> refused = new HashSet<>();
    private int errno = EINVAL;
    private boolean silent;
    private @Nullable String refusedChain;

    /** Refuses elements in whose text something occurs. */
    private Transaction pass(Transaction transaction) throws CommitRejected {
        for (Operation operation : transaction.operations()) {
            if (operation instanceof Operation.AddElements(_, var set, var elements, _)) {
                for (Element element : elements) {
                    String text = NftText.elements(set, List.of(element)).getFirst();
                    if (refused.stream().anyMatch(text::contains)) {
                        throw rejected(operation, element.key());
                    }
                }
            } else if (operation instanceof Operation.AddRule add
                    && add.chain().equals(refusedChain)) {
                throw rejected(operation, null);
            }
        }
        return transaction;
    }

    private CommitRejected rejected(Operation operation, @Nullable Bytes key) {
        return silent
                ? new CommitRejected("commit", errno, "EINVAL", "", null, null)
                : new CommitRejected(
                        key == null
                                ? TransactionText.summary(operation)
                                : TransactionText.of(operation, key),
                        errno,
                        "EINVAL",
                        "",
                        operation,
                        key);
    }

    @BeforeEach
    void good() throws Exception {
        cluster.objects.service("good", "10.96.0.1", "", HTTP);
        cluster.slice("good", "10.244.0.1");
        cluster.start();
    }

    private String table() {
        return NftText.of(TABLE, kernel.ruleset());
    }

    /** A refused change, and what follows it. */
    private void refuse(String text) throws Exception {
        refused.add(text);
        assertThatThrownBy(cluster::some).isInstanceOf(CommitRejected.class);
        cluster.all();
    }

    @Test
    void rejectedServiceDoesNotStopOthers() throws Exception {
        cluster.objects.service("bad", "10.96.0.66", "", HTTP);
        cluster.slice("good", "10.244.0.2");
        refuse("10.96.0.66");

        assertThat(table()).contains("10.244.0.2 . 8080").doesNotContain("10.96.0.66");
        assertThat(cluster.quarantine.size()).isOne();
        assertThat(cluster.events).hasSize(1);
        assertThat(cluster.events.getFirst().name()).isEqualTo("bad");
        assertThat(cluster.events.getFirst().message()).contains("ns/bad:http", "EINVAL");

        cluster.slice("good", "10.244.0.3");
        cluster.some();
        assertThat(table()).contains("10.244.0.3 . 8080");
    }

    @Test
    void firstRejectionLeadsToAFullSyncOnly() {
        cluster.objects.service("bad", "10.96.0.66", "", HTTP);
        refused.add("10.96.0.66");
        assertThatThrownBy(cluster::some).isInstanceOf(CommitRejected.class);
        assertThat(cluster.quarantine.size()).isZero();
        assertThat(cluster.events).isEmpty();
    }

    @Test
    void changedServiceIsRetried() throws Exception {
        cluster.objects.service("bad", "10.96.0.66", "", HTTP);
        refuse("10.96.0.66");

        cluster.objects.service("bad", "10.96.0.67", "", HTTP);
        cluster.slice("bad", "10.244.0.9");
        cluster.some();

        assertThat(cluster.quarantine.size()).isZero();
        assertThat(table()).contains("10.96.0.67 . tcp . 80 . 0 : 10.244.0.9 . 8080");
    }

    @Test
    void rejectedServiceIsRetriedWithBackoff() throws Exception {
        cluster.objects.service("bad", "10.96.0.66", "", HTTP);
        refuse("10.96.0.66");
        cluster.pass(Duration.ofSeconds(5));
        cluster.slice("good", "10.244.0.4");
        cluster.some();
        assertThat(table()).contains("10.244.0.4 . 8080");
        assertThat(cluster.quarantine.size()).isOne();
        assertThat(cluster.events).as("reported once").hasSize(1);

        cluster.pass(Duration.ofSeconds(5));
        assertThat(cluster.quarantine.due()).isEmpty();
        cluster.pass(Duration.ofSeconds(5));
        refused.clear();
        cluster.some();
        assertThat(cluster.quarantine.size()).isZero();
        assertThat(table()).contains("10.96.0.66");
    }

    @Test
    void otherPortsOfTheServiceStay() throws Exception {
        cluster.objects.service("bad", "10.96.0.66", "", HTTP, TLS);
        refuse("10.96.0.66 . tcp . 443");
        assertThat(table()).contains("10.96.0.66 . tcp . 80").doesNotContain("tcp . 443");
    }

    @Test
    void severalServicesAreHeldOut() throws Exception {
        for (int i = 1; i < 10; i++) {
            cluster.objects.service("bad" + i, "10.96.0.6" + i, "", HTTP);
        }
        cluster.slice("good", "10.244.0.2");
        refuse("10.96.0.6");
        assertThat(table()).contains("10.244.0.2 . 8080");
        assertThat(cluster.quarantine.size()).isEqualTo(9);
    }

    @Test
    void rejectionWithoutAnOperationBlamesTheOnlyChangedService() throws Exception {
        silent = true;
        cluster.objects.service("bad", "10.96.0.66", "", HTTP, TLS);
        refuse("10.96.0.66");
        assertThat(table()).contains("10.96.0.1").doesNotContain("10.96.0.66");
    }

    @Test
    void lackOfMemoryHoldsNothingOut() {
        errno = ENOBUFS;
        cluster.objects.service("bad", "10.96.0.66", "", HTTP);
        refused.add("10.96.0.66");
        assertThatThrownBy(cluster::some).isInstanceOf(CommitRejected.class);
        assertThatThrownBy(cluster::all).isInstanceOf(CommitRejected.class);
        assertThatThrownBy(cluster::all).isInstanceOf(CommitRejected.class);
        assertThat(cluster.quarantine.size()).isZero();
    }

    @Test
    void rejectedServiceCidrDoesNotStopServices() throws Exception {
        cluster.objects.serviceCidr("kubernetes", "172.16.0.0/13");
        cluster.some();
        cluster.objects.serviceCidr("kubernetes", "172.24.0.0/13");
        cluster.objects.service("new", "10.96.0.2", "", HTTP);
        cluster.slice("new", "10.244.0.2");
        refuse("172.24.0.0");

        assertThat(cluster.quarantine.size()).isZero();
        assertThat(table()).contains("10.96.0.2 . tcp . 80", "172.16.0.0/13");
        assertThat(cluster.events).hasSize(1);
        assertThat(cluster.events.getFirst().kind()).isEqualTo("Node");
        assertThat(cluster.events.getFirst().message()).contains("172.24.0.0/13");

        cluster.slice("new", "10.244.0.3");
        cluster.some();
        assertThat(table()).contains("10.244.0.3 . 8080", "172.16.0.0/13");

        refused.clear();
        cluster.pass(Duration.ofSeconds(5));
        cluster.some();
        assertThat(table()).contains("172.24.0.0/13").doesNotContain("172.16.0.0/13");
    }

    @Test
    void serviceCidrRejectedAtTheStartIsLeftOut() throws Exception {
        SyncedCluster fresh = new SyncedCluster(new DisturbedKernel(kernel, this::pass));
        fresh.objects.service("new", "10.96.0.2", "", HTTP);
        fresh.slice("new", "10.244.0.2");
        fresh.objects.serviceCidr("kubernetes", "172.24.0.0/13");
        refused.add("172.24.0.0");

        assertThatThrownBy(fresh::start).isInstanceOf(CommitRejected.class);
        fresh.start();

        assertThat(table()).contains("10.244.0.2 . 8080").doesNotContain("172.24.0.0");
    }

    @Test
    void baseChainsAreNotHeldOut() {
        refusedChain = "service-endpoints-check";
        cluster.objects.service("new", "10.96.0.2", "192.0.2.1", HTTP);
        cluster.objects.service("other", "10.96.0.3", "", TLS);

        assertThatThrownBy(cluster::some).isInstanceOf(CommitRejected.class);
        assertThatThrownBy(cluster::all).isInstanceOf(CommitRejected.class);
        assertThatThrownBy(cluster::all).isInstanceOf(CommitRejected.class);

        assertThat(cluster.quarantine.size()).isZero();
        assertThat(cluster.events).isEmpty();
    }

    @Test
    void deletedServiceIsForgotten() throws Exception {
        cluster.objects.service("bad", "10.96.0.66", "", HTTP);
        refuse("10.96.0.66");
        cluster.objects.remove("bad");
        cluster.some();
        assertThat(cluster.quarantine.size()).isZero();
    }
}
