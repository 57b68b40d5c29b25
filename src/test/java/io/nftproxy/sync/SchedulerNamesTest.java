package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.testing.ClusterEvents;
import io.nftproxy.testing.Commits;
import io.nftproxy.testing.RandomCluster.Objects;
import io.nftproxy.testing.ScheduledCluster;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerNamesTest {
    private final List<ClusterEvent> events = new ArrayList<>();
    private final SchedulerNames names = new SchedulerNames(events::add);
    private final ClusterState cluster = new ClusterState();

    @ParameterizedTest
    @ValueSource(strings = {"", "random", "rr", "sh", "mh"})
    void knownNamesAreNotReported(String name) {
        service(name);

        assertThat(events).isEmpty();
    }

    @Test
    void unknownNameIsReportedOnce() {
        service("best");
        service("best");
        service("RR");

        assertThat(events)
                .extracting(ClusterEvent::name, ClusterEvent::reason, ClusterEvent::message)
                .containsExactly(
                        tuple("Unknown scheduler \"best\"; endpoints are chosen at random"),
                        tuple("Unknown scheduler \"RR\"; endpoints are chosen at random"));
    }

    @Test
    void unavailableIpvsSchedulerIsReportedWithItsReplacement() {
        service("lc");

        assertThat(events)
                .extracting(ClusterEvent::name, ClusterEvent::reason, ClusterEvent::message)
                .containsExactly(tuple("Scheduler lc is not available; using rr"));
    }

    @Test
    void nameThatReturnsIsReportedAgain() {
        service("best");
        service("rr");
        service("best");

        assertThat(events).hasSize(2);
    }

    private static Tuple tuple(String message) {
        return Tuple.tuple("svc1", "SchedulerNotAvailable", message);
    }

    private void service(String scheduler) {
        Objects objects = new ScheduledCluster().service(1, scheduler, List.of(1)).objects();
        cluster.apply(ClusterEvents.between(objects, objects));
        List<ServicePlan> plans =
                cluster.serviceNames().stream()
                        .map(name -> new ServicePlan(name, List.of(), List.of()))
                        .toList();
        names.onCommitted(Commits.of(cluster, plans));
    }
}
