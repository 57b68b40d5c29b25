package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.core.nft.NftText;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.testing.DisturbedKernel;
import io.nftproxy.testing.FakeKernelTable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop on a thread of its own, as in the daemon, with a kernel in memory. */
class ProxyLoopTest {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final ObjectName WEB = new ObjectName("default", "web");
    private static final int EEXIST = 17;

    private final ChangeInbox inbox =
            new ChangeInbox(EnumSet.allOf(ChangeInbox.Source.class), System::nanoTime);
    private final FakeKernelTable kernel = new FakeKernelTable(TABLE);
    private final BlockingQueue<SyncReport> reports = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> applied = new LinkedBlockingQueue<>();
    private final AtomicBoolean faultyKernel = new AtomicBoolean();
    private final AtomicBoolean faultyAddresses = new AtomicBoolean();
    private final AtomicBoolean faultyListeners = new AtomicBoolean();
    private final ProxyLoop loop = loop();
    private final Thread thread = new Thread(loop, "sync");

    private ProxyLoop loop() {
        ClusterState cluster = new ClusterState();
        NodeSettings policy =
                new NodeSettings(
                        "here",
                        List.of(IpFamily.IPV4),
                        null,
                        new PodDetection.NodeCidr(),
                        true,
                        List.of());
        RenderSettings settings = new RenderSettings(policy.families(), 0x4000, false);
        return new ProxyLoop(
                inbox,
                cluster,
                kernel,
                new TableSync(
                        new DisturbedKernel(kernel, passed -> faulty(faultyKernel, passed)),
                        settings,
                        cluster,
                        Leftovers.NONE),
                policy,
                () -> faulty(faultyAddresses, Set.of()),
                LoopClock.system(),
                null,
                Duration.ofSeconds(30),
                new AffinityCensus((clients, full) -> faulty(faultyListeners, full)),
                List.of(report -> faulty(faultyListeners, report), reports::add),
                List.of(
                        commit -> faulty(faultyListeners, commit),
                        commit ->
                                commit.plans()
                                        .forEach(plan -> applied.add(plan.service().name()))));
    }

    private static <T> T faulty(AtomicBoolean fault, T passed) {
        if (fault.get()) {
            throw new IllegalStateException("a mistake");
        }
        return passed;
    }

    @BeforeEach
    void start() throws Exception {
        inbox.put(service());
        inbox.put(slice("10.244.0.1"));
        for (ChangeInbox.Source source : ChangeInbox.Source.values()) {
            inbox.synced(source);
        }
        thread.start();
        assertThat(report().succeeded()).isTrue();
        assertThat(applied.poll()).isEqualTo("web");
    }

    @AfterEach
    void stop() throws Exception {
        loop.stop();
        thread.join();
    }

    @Test
    void aServiceCidrCountsAtOnce() throws Exception {
        inbox.putServiceCidr("kubernetes", List.of(Cidr.of("10.96.0.0/16")));
        assertThat(report().succeeded()).isTrue();
        assertThat(table()).contains("10.96.0.0/16");
    }

    @Test
    void whatSomebodyElseChangedIsPutRight() throws Exception {
        String before = table();
        kernel.commitByOther(new Transaction(List.of(new Operation.DeleteTable(TABLE))));
        SyncReport report = report();
        assertThat(report.repaired()).isTrue();
        assertThat(table()).isEqualTo(before);
    }

    @Test
    void aTableThatSomebodyElseMadeDormantIsActiveAgain() throws Exception {
        kernel.makeDormantByOther();
        SyncReport report = report();
        assertThat(report.repaired()).isTrue();
        assertThat(report.commit().operations()).isEqualTo(1);
        assertThat(kernel.ruleset().condition()).isEqualTo(Ruleset.Condition.ACTIVE);
    }

    @Test
    void aFailedSyncLosesNothing() throws Exception {
        kernel.rejectNext(EEXIST, "EEXIST");
        inbox.put(slice("10.244.0.2"));
        SyncReport failed = report();
        assertThat(failed.failure()).contains("EEXIST");
        assertThat(failed.triggerDelaysNanos()).isEmpty();
        assertThat(applied).isEmpty();

        SyncReport second = report();
        assertThat(second.succeeded()).isTrue();
        assertThat(second.triggerDelaysNanos().get(IpFamily.IPV4)).hasSize(1);
        assertThat(applied.poll()).isEqualTo("web");
        assertThat(table()).contains("10.244.0.2 . 8080").doesNotContain("10.244.0.1 . 8080");
    }

    @Test
    void whatFailsAgainstAnAlteredTableIsMadeFromWhatIsThere() throws Exception {
        kernel.loseNextAnswer(true);
        inbox.put(slice("10.244.0.2"));
        assertThat(report().succeeded()).isFalse();
        assertThat(report().succeeded()).isTrue();
        assertThat(table()).contains("10.244.0.2 . 8080");
    }

    @Test
    void anExceptionInASyncLosesNothing() throws Exception {
        faultyKernel.set(true);
        inbox.put(slice("10.244.0.2"));
        assertThat(report().failure()).contains("a mistake");
        faultyKernel.set(false);
        SyncReport next = untilSynced();
        assertThat(next.full()).isTrue();
        assertThat(next.triggerDelaysNanos().get(IpFamily.IPV4)).hasSize(1);
        assertThat(table()).contains("10.244.0.2 . 8080");
    }

    @Test
    void anExceptionBeforeASyncLosesNothing() throws Exception {
        faultyAddresses.set(true);
        inbox.put(slice("10.244.0.2"));
        inbox.putServiceCidr("kubernetes", List.of(Cidr.of("10.96.0.0/16")));
        assertThat(report().failure()).contains("a mistake");
        faultyAddresses.set(false);
        assertThat(untilSynced().full()).isTrue();
        assertThat(table()).contains("10.244.0.2 . 8080", "10.96.0.0/16");
    }

    @Test
    void aListenerThatThrowsIsItsOwnMatterOnly() throws Exception {
        faultyListeners.set(true);
        inbox.put(slice("10.244.0.2"));
        assertThat(report().succeeded()).isTrue();
        assertThat(applied.poll()).isEqualTo("web");
        inbox.put(slice("10.244.0.3"));
        assertThat(report().succeeded()).isTrue();
        assertThat(table()).contains("10.244.0.3 . 8080");
    }

    private SyncReport untilSynced() throws InterruptedException {
        SyncReport report = report();
        while (!report.succeeded()) {
            report = report();
        }
        return report;
    }

    private SyncReport report() throws InterruptedException {
        return Objects.requireNonNull(reports.poll(20, TimeUnit.SECONDS), "no sync");
    }

    private String table() {
        return NftText.of(TABLE, kernel.ruleset());
    }

    private static Service service() {
        return new Service(
                WEB,
                "uid",
                0,
                List.of(IpAddress.of("10.96.0.10")),
                List.of(),
                List.of(),
                List.of(),
                0,
                TrafficPolicy.CLUSTER,
                TrafficPolicy.CLUSTER,
                0,
                List.of(new ServicePort("http", Protocol.TCP, 80, 0)));
    }

    private static EndpointSlice slice(String address) {
        return new EndpointSlice(
                new ObjectName("default", "web-1"),
                WEB,
                IpFamily.IPV4,
                List.of(new SlicePort("http", Protocol.TCP, 8080)),
                List.of(
                        new SliceEndpoint(
                                IpAddress.of(address),
                                true,
                                true,
                                false,
                                "here",
                                List.of(),
                                List.of())),
                TimeUnit.DAYS.toNanos(100_000));
    }
}
