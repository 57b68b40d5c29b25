package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.diff.CommitRejected;
import io.nftproxy.diff.Operation;
import io.nftproxy.diff.Transaction;
import io.nftproxy.diff.TransactionText;
import io.nftproxy.event.ClusterEvent;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.ObjectName;
import io.nftproxy.model.Protocol;
import io.nftproxy.model.ServicePort;
import io.nftproxy.model.SlicePort;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.render.DetectLocal;
import io.nftproxy.render.NodePolicy;
import io.nftproxy.render.RenderSettings;
import io.nftproxy.ruleset.Bytes;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.NftText;
import io.nftproxy.ruleset.TableRef;
import io.nftproxy.testing.DisturbedKernel;
import io.nftproxy.testing.FakeKernelTable;
import io.nftproxy.testing.PlannedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A kernel that refuses whatever has to do with some addresses. */
class QuarantineTest {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final ServicePort HTTP = new ServicePort("http", Protocol.TCP, 80, 0);
    private static final ServicePort TLS = new ServicePort("tls", Protocol.TCP, 443, 0);
    private static final int EINVAL = 22;
    private static final int ENOBUFS = 105;

    private final PlannedCluster cluster = new PlannedCluster();
    private final FakeKernelTable kernel = new FakeKernelTable(TABLE);
    private final Set<String> refused = new HashSet<>();
    private final List<ClusterEvent> events = new ArrayList<>();
    private final NodePolicy policy =
            new NodePolicy(
                    "here",
                    List.of(IpFamily.IPV4),
                    null,
                    new DetectLocal.NodeCidr(),
                    true,
                    List.of());
    private int errno = EINVAL;
    private boolean silent;
    private long now;
    private final Quarantine quarantine = new Quarantine(events::add, clock());
    private final TableSync sync =
            new TableSync(
                    new DisturbedKernel(kernel, this::pass),
                    new RenderSettings(policy.families(), 0x4000, false),
                    cluster.state(),
                    Predecessor.NONE,
                    quarantine);

    private LoopClock clock() {
        return new LoopClock() {
            @Override
            public long nanoTime() {
                return now;
            }

            @Override
            public long unixNanos() {
                return 0;
            }

            @Override
            public void sleep(long nanos, BooleanSupplier enough) {
                now += nanos;
            }
        };
    }

    /** Refuses elements in whose text something occurs. */
    private Transaction pass(Transaction transaction) throws CommitRejected {
        for (Operation operation : transaction.operations()) {
            if (operation instanceof Operation.AddElements(_, var set, var elements)) {
                for (Element element : elements) {
                    String text = NftText.elements(set, List.of(element)).getFirst();
                    if (refused.stream().anyMatch(text::contains)) {
                        throw rejected(operation, element.key());
                    }
                }
            }
        }
        return transaction;
    }

    private CommitRejected rejected(Operation operation, @Nullable Bytes key) {
        return silent
                ? new CommitRejected("commit", errno, "EINVAL", "")
                : new CommitRejected(
                        TransactionText.summary(operation), errno, "EINVAL", "", operation, key);
    }

    @BeforeEach
    void good() throws Exception {
        cluster.service("good", "10.96.0.1", "", HTTP);
        slice("good", "10.244.0.1");
        sync.all(policy.view(null), policy.rules(null, List.of(), cluster.state()));
        cluster.all();
    }

    private void slice(String service, String endpoint) {
        cluster.slice(
                service,
                new SlicePort("http", Protocol.TCP, 8080),
                endpoint + " ready serving here");
    }

    private void some() throws Exception {
        Set<ObjectName> names = new HashSet<>(quarantine.due());
        for (ServicePlan plan : cluster.changes()) {
            names.add(plan.service());
        }
        quarantine.changed(names);
        sync.some(names, policy.view(null), policy.rules(null, List.of(), cluster.state()));
    }

    private void all() throws Exception {
        sync.all(policy.view(null), policy.rules(null, List.of(), cluster.state()));
    }

    private String table() {
        return NftText.of(TABLE, kernel.ruleset());
    }

    /** A refused change, and what follows it. */
    private void refuse(String text) throws Exception {
        refused.add(text);
        assertThatThrownBy(this::some).isInstanceOf(CommitRejected.class);
        all();
    }

    @Test
    void aRefusedServiceDoesNotStopTheOthers() throws Exception {
        cluster.service("bad", "10.96.0.66", "", HTTP);
        slice("good", "10.244.0.2");
        refuse("10.96.0.66");

        assertThat(table()).contains("10.244.0.2 . 8080").doesNotContain("10.96.0.66");
        assertThat(quarantine.size()).isOne();
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().name()).isEqualTo("bad");
        assertThat(events.getFirst().message()).contains("ns/bad:http", "EINVAL");

        slice("good", "10.244.0.3");
        some();
        assertThat(table()).contains("10.244.0.3 . 8080");
    }

    @Test
    void aFirstRefusalIsAnsweredByAFullComparisonOnly() {
        cluster.service("bad", "10.96.0.66", "", HTTP);
        refused.add("10.96.0.66");
        assertThatThrownBy(this::some).isInstanceOf(CommitRejected.class);
        assertThat(quarantine.size()).isZero();
        assertThat(events).isEmpty();
    }

    @Test
    void itIsTriedAgainWhenItChanges() throws Exception {
        cluster.service("bad", "10.96.0.66", "", HTTP);
        refuse("10.96.0.66");

        cluster.service("bad", "10.96.0.67", "", HTTP);
        slice("bad", "10.244.0.9");
        some();

        assertThat(quarantine.size()).isZero();
        assertThat(table()).contains("10.96.0.67 . tcp . 80 . 0 : 10.244.0.9 . 8080");
    }

    @Test
    void itIsTriedAgainAfterAWhileAndLongerEachTime() throws Exception {
        cluster.service("bad", "10.96.0.66", "", HTTP);
        refuse("10.96.0.66");
        now += Duration.ofSeconds(5).toNanos();
        slice("good", "10.244.0.4");
        some();
        assertThat(table()).contains("10.244.0.4 . 8080");
        assertThat(quarantine.size()).isOne();
        assertThat(events).as("it was told once").hasSize(1);

        now += Duration.ofSeconds(5).toNanos();
        assertThat(quarantine.due()).isEmpty();
        now += Duration.ofSeconds(5).toNanos();
        refused.clear();
        some();
        assertThat(quarantine.size()).isZero();
        assertThat(table()).contains("10.96.0.66");
    }

    @Test
    void theOtherPortsOfTheServiceStay() throws Exception {
        cluster.service("bad", "10.96.0.66", "", HTTP, TLS);
        refuse("10.96.0.66 . tcp . 443");
        assertThat(table()).contains("10.96.0.66 . tcp . 80").doesNotContain("tcp . 443");
    }

    @Test
    void severalAreLeftOutAtOnce() throws Exception {
        for (int i = 1; i < 10; i++) {
            cluster.service("bad" + i, "10.96.0.6" + i, "", HTTP);
        }
        slice("good", "10.244.0.2");
        refuse("10.96.0.6");
        assertThat(table()).contains("10.244.0.2 . 8080");
        assertThat(quarantine.size()).isEqualTo(9);
    }

    @Test
    void aRefusalThatNamesNothingIsOfTheOnlyOneThatChanged() throws Exception {
        silent = true;
        cluster.service("bad", "10.96.0.66", "", HTTP, TLS);
        refuse("10.96.0.66");
        assertThat(table()).contains("10.96.0.1").doesNotContain("10.96.0.66");
    }

    @Test
    void wantOfMemoryIsNobodysFault() {
        errno = ENOBUFS;
        cluster.service("bad", "10.96.0.66", "", HTTP);
        refused.add("10.96.0.66");
        assertThatThrownBy(this::some).isInstanceOf(CommitRejected.class);
        assertThatThrownBy(this::all).isInstanceOf(CommitRejected.class);
        assertThatThrownBy(this::all).isInstanceOf(CommitRejected.class);
        assertThat(quarantine.size()).isZero();
    }

    @Test
    void oneThatIsDeletedIsForgotten() throws Exception {
        cluster.service("bad", "10.96.0.66", "", HTTP);
        refuse("10.96.0.66");
        cluster.remove("bad");
        some();
        assertThat(quarantine.size()).isZero();
    }
}
