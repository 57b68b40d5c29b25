package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.cluster.ClusterChange;
import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.render.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The content of the next sync, and the delays that it measures. */
class PendingChangesTest {
    private static final ObjectName WEB = new ObjectName("default", "web");
    private static final ObjectName DNS = new ObjectName("default", "dns");

    private final PendingChanges pending = new PendingChanges(1_000);

    @BeforeEach
    void started() {
        pending.settle(1_000);
    }

    private void change(ObjectName service, long triggerNanos, long eventNanos) {
        ObjectName name = new ObjectName(service.namespace(), service.name() + "-1");
        EndpointSlice slice =
                new EndpointSlice(name, service, IpFamily.IPV4, List.of(), List.of(), triggerNanos);
        pending.add(
                new ClusterDelta(
                        Map.of(),
                        Map.of(name, Optional.of(slice)),
                        Map.of(),
                        Optional.empty(),
                        eventNanos),
                new ClusterChange(Set.of(service), false, false));
    }

    @Test
    void startNeedsEverything() {
        assertThat(new PendingChanges(0).need()).isEqualTo(Need.Everything.because(Need.Why.START));
    }

    @Test
    void commitLeavesNothingPending() {
        change(WEB, 0, 7);
        pending.nodeChanged();
        pending.readTable(Need.Why.FOREIGN_CHANGE);
        pending.settle(2_000);
        assertThat(pending.need()).isEqualTo(Need.NOTHING);
        assertThat(pending.since(99)).isEqualTo(99);
    }

    @Test
    void servicesAddUpUntilACommit() {
        change(WEB, 0, 7);
        change(DNS, 0, 9);
        assertThat(pending.need()).isEqualTo(new Need.Services(Set.of(WEB, DNS)));
        assertThat(pending.since(99)).as("the oldest event").isEqualTo(7);
    }

    @Test
    void aChangeOfTheNodeNeedsASyncWithoutServices() {
        pending.nodeChanged();
        assertThat(pending.need()).isEqualTo(new Need.Services(Set.of()));
    }

    @Test
    void retriedOwnerIsPending() {
        pending.add(new Owner.Port(new ServicePortName(WEB, "http", Protocol.TCP)));
        assertThat(pending.need()).isEqualTo(new Need.Services(Set.of(WEB)));
        pending.settle(0);
        pending.add(Owner.NODE);
        assertThat(pending.need()).isEqualTo(new Need.Services(Set.of()));
    }

    @Test
    void reasonsToReadTheTableAddUp() {
        pending.readTable(Need.Why.ANSWER_LOST);
        pending.readTable(Need.Why.FOREIGN_CHANGE);
        assertThat(pending.need())
                .isEqualTo(
                        new Need.Everything(
                                Set.of(Need.Why.ANSWER_LOST, Need.Why.FOREIGN_CHANGE), Set.of()));
    }

    @Test
    void servicesOfARejectedSyncAreSuspects() {
        change(WEB, 0, 7);
        pending.readTable(Need.Why.REFUSED);
        change(DNS, 0, 8);
        pending.readTable(Need.Why.REFUSED);
        assertThat(pending.need())
                .isEqualTo(new Need.Everything(Set.of(Need.Why.REFUSED), Set.of(WEB)));
    }

    @Test
    void rejectedSyncWithANodeChangeHasNoSuspects() {
        change(WEB, 0, 7);
        pending.nodeChanged();
        pending.readTable(Need.Why.REFUSED);
        assertThat(pending.need()).isEqualTo(Need.Everything.because(Need.Why.REFUSED));
    }

    @Test
    void firstTriggerOfASliceIsMeasured() {
        change(WEB, 1_500, 7);
        change(WEB, 1_900, 8);
        assertThat(pending.settle(2_000)).isEqualTo(Map.of(IpFamily.IPV4, List.of(500L)));
    }

    @Test
    void triggersFromBeforeTheStartAreNotMeasured() {
        change(WEB, 999, 7);
        assertThat(pending.settle(2_000)).isEmpty();
    }
}
