package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitReport;
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
import io.nftproxy.testing.DisturbedKernel;
import io.nftproxy.testing.FakeKernelTable;
import io.nftproxy.testing.PlannedCluster;
import io.nftproxy.testing.SimulatedClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The steps of the loop and its waits. */
class ProxyLoopTest {
    private static final ObjectName WEB = new ObjectName("default", "web");
    private static final ObjectName SLICE = new ObjectName("default", "web-1");
    private static final int EEXIST = 17;
    private static final int ENOMEM = 12;

    private final Deque<String> applied = new ArrayDeque<>();
    private boolean kernelThrows;
    private Duration kernelWaits = Duration.ZERO;
    private boolean followersThrow;
    private final SimulatedClock clock = new SimulatedClock();
    private final FakeKernelTable kernel = new FakeKernelTable(SimulatedLoop.TABLE);
    private final SimulatedLoop loop =
            new SimulatedLoop(
                    clock,
                    new DisturbedKernel(kernel, this::request),
                    PlannedCluster.NODE,
                    List.of(report -> pass(followersThrow, report)),
                    List.of(commit -> pass(followersThrow, commit), this::record));
    private final ChangeInbox inbox = loop.inbox;

    private <T> T request(T passed) {
        clock.waitForProcessor(kernelWaits);
        return pass(kernelThrows, passed);
    }

    private void record(Commit commit) {
        commit.plans().forEach(plan -> applied.add(plan.service().name()));
    }

    private static <T> T pass(boolean fault, T passed) {
        if (fault) {
            throw new IllegalStateException("a mistake");
        }
        return passed;
    }

    @BeforeEach
    void syncOneService() throws Exception {
        inbox.serviceChanged(WEB, service());
        inbox.sliceChanged(SLICE, slice("10.244.0.1"));
        loop.listed();
        assertThat(loop.nextReport().succeeded()).isTrue();
        assertThat(applied.poll()).isEqualTo("web");
    }

    @Test
    void sleepsForAnHourIfNothingHappens() throws Exception {
        Duration start = clock.elapsed();

        SyncReport report = loop.nextReport();

        assertThat(report.full()).isTrue();
        assertThat(report.commit()).isEqualTo(CommitReport.NOTHING);
        assertThat(clock.elapsed().minus(start)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void changeWakesTheSleepingLoop() throws Exception {
        Duration start = clock.elapsed();
        clock.after(Duration.ofMinutes(7), () -> inbox.sliceChanged(SLICE, slice("10.244.0.2")));

        assertThat(loop.nextReport().full()).isFalse();
        assertThat(clock.elapsed().minus(start)).isEqualTo(Duration.ofMinutes(7));
        assertThat(table()).contains("10.244.0.2 . 8080").doesNotContain("10.244.0.1 . 8080");
    }

    @Test
    void aSyncThatWaitedForAProcessorDelaysNoLaterChange() throws Exception {
        kernelWaits = Duration.ofSeconds(8);
        inbox.sliceChanged(SLICE, slice("10.244.0.2"));
        assertThat(loop.nextReport().durationNanos()).isPositive();
        kernelWaits = Duration.ZERO;
        Duration start = clock.elapsed();
        inbox.sliceChanged(SLICE, slice("10.244.0.3"));
        assertThat(loop.nextReport().succeeded()).isTrue();
        assertThat(clock.elapsed()).isEqualTo(start);
    }

    @Test
    void serviceCidrIsSyncedAtOnce() throws Exception {
        inbox.serviceCidrChanged("kubernetes", List.of(Cidr.of("10.96.0.0/16")));

        assertThat(loop.nextReport().succeeded()).isTrue();
        assertThat(table()).contains("10.96.0.0/16");
    }

    @Test
    void restoresATableThatAnotherProcessDeleted() throws Exception {
        String before = table();
        Duration start = clock.elapsed();
        clock.after(Duration.ofMinutes(7), this::deleteTableByOther);

        SyncReport report = loop.nextReport();

        assertThat(report.repaired()).isTrue();
        assertThat(table()).isEqualTo(before);
        assertThat(clock.elapsed().minus(start)).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void activatesATableThatAnotherProcessMadeDormant() throws Exception {
        kernel.makeDormantByOther();

        SyncReport report = loop.nextReport();

        assertThat(report.repaired()).isTrue();
        assertThat(report.commit().operations()).isEqualTo(1);
        assertThat(kernel.ruleset().condition()).isEqualTo(Ruleset.Condition.ACTIVE);
    }

    @Test
    void failedSyncLosesNothing() throws Exception {
        kernel.rejectNext(EEXIST, "EEXIST");
        inbox.sliceChanged(SLICE, slice("10.244.0.2"));
        SyncReport failed = loop.nextReport();
        assertThat(failed.failure()).contains("EEXIST");
        assertThat(failed.triggerDelaysNanos()).isEmpty();
        assertThat(applied).isEmpty();

        SyncReport second = loop.nextReport();

        assertThat(second.succeeded()).isTrue();
        assertThat(second.triggerDelaysNanos().get(IpFamily.IPV4)).hasSize(1);
        assertThat(applied.poll()).isEqualTo("web");
        assertThat(table()).contains("10.244.0.2 . 8080").doesNotContain("10.244.0.1 . 8080");
    }

    @Test
    void retriesAfterTwiceAsLongEachTimeAndAtLeastEverySyncPeriod() throws Exception {
        inbox.sliceChanged(SLICE, slice("10.244.0.2"));
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            Duration start = clock.elapsed();
            kernel.rejectNext(ENOMEM, "ENOMEM");
            assertThat(loop.nextReport().succeeded()).isFalse();
            waits.add(clock.elapsed().minus(start));
        }

        assertThat(waits)
                .extracting(Duration::toMillis)
                .containsExactly(
                        0L, 100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12_800L, 25_600L, 30_000L);
    }

    @Test
    void foreignChangeMakesARetryDue() throws Exception {
        inbox.sliceChanged(SLICE, slice("10.244.0.2"));
        for (int i = 0; i < 11; i++) {
            kernel.rejectNext(ENOMEM, "ENOMEM");
            loop.nextReport();
        }
        Duration start = clock.elapsed();
        clock.after(Duration.ofSeconds(1), this::deleteTableByOther);

        assertThat(loop.nextReport().repaired()).isTrue();
        assertThat(clock.elapsed().minus(start)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void readsTheTableAfterALostReply() throws Exception {
        kernel.loseNextAnswer(true);
        inbox.sliceChanged(SLICE, slice("10.244.0.2"));

        assertThat(loop.nextReport().succeeded()).isFalse();
        assertThat(loop.nextReport().succeeded()).isTrue();
        assertThat(table()).contains("10.244.0.2 . 8080");
    }

    @Test
    void exceptionInASyncLosesNothing() throws Exception {
        kernelThrows = true;
        inbox.sliceChanged(SLICE, slice("10.244.0.2"));
        assertThat(loop.nextReport().failure()).contains("a mistake");
        kernelThrows = false;

        SyncReport next = loop.nextReport();

        assertThat(next.succeeded() && next.full()).isTrue();
        assertThat(next.triggerDelaysNanos().get(IpFamily.IPV4)).hasSize(1);
        assertThat(table()).contains("10.244.0.2 . 8080");
    }

    @Test
    void exceptionBeforeASyncLosesNothing() throws Exception {
        loop.addressesThrow = true;
        inbox.sliceChanged(SLICE, slice("10.244.0.2"));
        inbox.serviceCidrChanged("kubernetes", List.of(Cidr.of("10.96.0.0/16")));
        assertThat(loop.nextReport().failure()).contains("a mistake");
        loop.addressesThrow = false;

        SyncReport next = loop.nextReport();

        assertThat(next.succeeded() && next.full()).isTrue();
        assertThat(table()).contains("10.244.0.2 . 8080", "10.96.0.0/16");
    }

    @Test
    void followerThatThrowsStopsNoOther() throws Exception {
        followersThrow = true;
        inbox.sliceChanged(SLICE, slice("10.244.0.2"));
        assertThat(loop.nextReport().succeeded()).isTrue();
        assertThat(applied.poll()).isEqualTo("web");
        inbox.sliceChanged(SLICE, slice("10.244.0.3"));
        assertThat(loop.nextReport().succeeded()).isTrue();
        assertThat(table()).contains("10.244.0.3 . 8080");
    }

    private void deleteTableByOther() {
        try {
            kernel.commitByOther(
                    new Transaction(List.of(new Operation.DeleteTable(SimulatedLoop.TABLE))));
        } catch (CommitRejected e) {
            throw new AssertionError(e);
        }
    }

    private String table() {
        return NftText.of(SimulatedLoop.TABLE, kernel.ruleset());
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
                "",
                0,
                List.of(new ServicePort("http", Protocol.TCP, 80, 0)));
    }

    private static EndpointSlice slice(String address) {
        return new EndpointSlice(
                SLICE,
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
