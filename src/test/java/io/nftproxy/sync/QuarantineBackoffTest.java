package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.render.Owner;
import io.nftproxy.testing.SimulatedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The times of retries of owners that the kernel rejects. */
class QuarantineBackoffTest {
    private static final ObjectName WEB = new ObjectName("ns", "web");
    private static final Owner WEB_PORT = port(WEB);
    private static final Owner DNS_PORT = port(new ObjectName("ns", "dns"));

    private final SimulatedClock clock = new SimulatedClock();
    private final List<ClusterEvent> events = new ArrayList<>();
    private final Quarantine quarantine = new Quarantine(events::add, clock);

    private static Owner port(ObjectName service) {
        return new Owner.Port(new ServicePortName(service, "p", Protocol.TCP));
    }

    private void reject(Owner owner) {
        CommitRejected refusal = new CommitRejected("add element", 17, "EEXIST", "", null, null);
        quarantine.hold(owner, refusal, new ClusterState(true), "node-1");
    }

    private void pass(int seconds) {
        clock.pass(Duration.ofSeconds(seconds));
    }

    @Test
    void firstRetriesAreAfterFiveAndTenSeconds() {
        reject(Owner.NODE);
        pass(4);
        assertThat(quarantine.due()).isEmpty();
        pass(1);
        assertThat(quarantine.due()).containsExactly(Owner.NODE);
        assertThat(quarantine.isOnTrial(Owner.NODE)).isTrue();

        reject(Owner.NODE);
        pass(9);
        assertThat(quarantine.due()).isEmpty();
        pass(1);
        assertThat(quarantine.due()).containsExactly(Owner.NODE);
    }

    @Test
    void onlyTheFirstRejectionLeadsToAnEvent() {
        reject(Owner.NODE);
        pass(5);
        quarantine.due();
        reject(Owner.NODE);
        assertThat(events).hasSize(1);
    }

    @Test
    void returnsTheTimeToTheNextRetry() {
        assertThat(quarantine.nanosToDue()).isEqualTo(Long.MAX_VALUE);
        reject(WEB_PORT);
        pass(3);
        reject(DNS_PORT);
        assertThat(quarantine.nanosToDue()).isEqualTo(Duration.ofSeconds(2).toNanos());
        pass(2);
        quarantine.due();
        assertThat(quarantine.nanosToDue()).as("dns").isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void longestPauseIsFiveMinutes() {
        for (int i = 0; i < 20; i++) {
            reject(WEB_PORT);
            pass(300);
            assertThat(quarantine.due()).containsExactly(WEB_PORT);
        }
    }

    @Test
    void changedServiceIsOnTrialAtOnce() {
        reject(WEB_PORT);
        reject(DNS_PORT);
        quarantine.changed(List.of(WEB));
        assertThat(quarantine.onTrial()).containsExactly(WEB_PORT);
        assertThat(quarantine.size()).isEqualTo(2);
    }

    @Test
    void dueOwnerIsReturnedOnce() {
        reject(WEB_PORT);
        pass(5);
        assertThat(quarantine.due()).containsExactly(WEB_PORT);
        assertThat(quarantine.due()).isEmpty();
    }

    @Test
    void acceptedOwnerStartsWithTheShortestPauseAgain() {
        reject(WEB_PORT);
        pass(5);
        quarantine.due();
        quarantine.committed(List.of(ServicePlan.absent(WEB)));
        assertThat(quarantine.reasons()).isEmpty();

        reject(WEB_PORT);
        pass(5);
        assertThat(quarantine.due()).containsExactly(WEB_PORT);
    }
}
