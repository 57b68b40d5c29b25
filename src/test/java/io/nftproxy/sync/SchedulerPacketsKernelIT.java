package io.nftproxy.sync;

import static io.nftproxy.testing.ScheduledCluster.endpoint;
import static io.nftproxy.testing.ScheduledCluster.frontend;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.TableRef.Family;
import io.nftproxy.core.trace.Outcome;
import io.nftproxy.core.trace.Packet;
import io.nftproxy.core.trace.PacketTracer;
import io.nftproxy.core.trace.Trace;
import io.nftproxy.testing.ClusterEvents;
import io.nftproxy.testing.FirstPackets;
import io.nftproxy.testing.FirstPackets.Flow;
import io.nftproxy.testing.RandomCluster.Objects;
import io.nftproxy.testing.RulesetElements;
import io.nftproxy.testing.ScheduledCluster;
import io.nftproxy.testing.ScheduledCluster.Kind;
import io.nftproxy.testing.SlotOrder;
import io.nftproxy.testing.SyncWorld;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints that schedulers choose for real packets: TCP, UDP and SCTP of both families. */
class SchedulerPacketsKernelIT {
    private static final List<Integer> TEN = IntStream.rangeClosed(1, 10).boxed().toList();
    private static final List<Integer> NINE = TEN.subList(0, 9);
    private static final List<String> SCHEDULERS = List.of("random", "rr", "sh", "mh");

    private SyncWorld world;
    private FirstPackets clients;
    private Objects cluster = Objects.none();

    @BeforeEach
    void open() throws Exception {
        world = new SyncWorld();
        world.full(ClusterEvents.between(cluster, cluster));
        clients = new FirstPackets(world.namespace());
    }

    @AfterEach
    void close() {
        clients.close();
        world.close();
    }

    @Test
    void roundRobinIsEvenForEachService() throws Exception {
        become(
                new ScheduledCluster()
                        .service(1, "rr", List.of(1, 2, 3))
                        .service(2, "rr", List.of(1, 2, 3, 4, 5)));
        List<Flow> flows = new ArrayList<>();
        for (Kind kind : Kind.all()) {
            for (int i = 0; i < 60; i++) {
                flows.add(kind.flow(i, 1024 + i, 1));
                if (i % 2 == 0) {
                    flows.add(kind.flow(i, 1024 + i, 2));
                }
            }
        }

        Map<Flow, Endpoint> chosen = send(flows);

        for (Kind kind : Kind.all()) {
            assertThat(shares(chosen, kind, 1)).hasSize(3).allSatisfy((_, n) -> is(n, 20));
            assertThat(shares(chosen, kind, 2)).hasSize(5).allSatisfy((_, n) -> is(n, 6));
        }
    }

    private static void is(long actual, long expected) {
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void sourceHashingSendsAClientToOneEndpointOnEveryNode() throws Exception {
        become(new ScheduledCluster().service(1, "sh", TEN));
        Ruleset table = world.read();
        PacketTracer tracer = new PacketTracer(table, new RulesetElements(table), Set.of());

        for (Kind kind : Kind.all()) {
            Map<Flow, Endpoint> chosen = send(flows(1000, i -> kind.flow(7, 1024 + i, 1)));
            assertThat(Set.copyOf(chosen.values()))
                    .isEqualTo(traced(tracer, kind.flow(7, 0, 1)))
                    .hasSize(1);
        }
        try (SyncWorld other = anotherHistory("sh")) {
            assertThat(SlotOrder.normalize(other.read()))
                    .isEqualTo(SlotOrder.normalize(world.read()));
        }
    }

    @Test
    void maglevHashingSpreadsTheConnectionsOfAClient() throws Exception {
        become(new ScheduledCluster().service(1, "mh", TEN));
        Ruleset table = world.read();
        PacketTracer tracer = new PacketTracer(table, new RulesetElements(table), Set.of());

        for (Kind kind : Kind.all()) {
            Map<Flow, Endpoint> chosen = send(flows(10_000, i -> kind.flow(7, 1024 + i, 1)));
            Map<Endpoint, Long> shares = shares(chosen, kind, 1);
            System.out.println("mh, 10,000 flows of one client: " + kind + " " + shares.values());
            assertThat(shares)
                    .hasSize(10)
                    .allSatisfy((_, share) -> assertThat(share).isBetween(800L, 1200L));
            for (int i = 0; i < 10_000; i += 100) {
                Flow flow = kind.flow(7, 1024 + i, 1);
                assertThat(traced(tracer, flow)).containsExactly(chosen.get(flow));
            }
        }
        try (SyncWorld other = anotherHistory("mh")) {
            assertThat(SlotOrder.normalize(other.read()))
                    .isEqualTo(SlotOrder.normalize(world.read()));
        }
    }

    /** Returns a node that met the endpoints in another order, and restarted. */
    private static SyncWorld anotherHistory(String scheduler) throws Exception {
        SyncWorld other = new SyncWorld();
        Objects before = Objects.none();
        other.full(ClusterEvents.between(before, before));
        for (List<Integer> ends : List.of(List.of(9, 3, 11), List.of(3, 12), List.<Integer>of())) {
            Objects after = new ScheduledCluster().service(1, "rr", ends).objects();
            other.some(ClusterEvents.between(before, after));
            before = after;
        }
        Objects last = new ScheduledCluster().service(1, scheduler, TEN.reversed()).objects();
        for (var batch : ClusterEvents.batches(before, last, new Random(1), 4)) {
            other.some(batch);
        }
        assertThat(other.restart()).isEqualTo(CommitReport.NOTHING);
        return other;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "mh"})
    void removedEndpointMovesFewOtherFlows(String scheduler) throws Exception {
        for (Kind kind : Kind.all()) {
            List<Flow> flows = flows(5000, i -> kind.flow(i, 1024 + i, 1));
            become(new ScheduledCluster().service(1, scheduler, TEN));
            Map<Flow, Endpoint> before = send(flows);
            CommitReport report = become(new ScheduledCluster().service(1, scheduler, NINE));
            Map<Flow, Endpoint> after = send(flows);

            Endpoint gone = endpoint(kind.family(), 10);
            long had = flows.stream().filter(flow -> gone.equals(before.get(flow))).count();
            long moved =
                    flows.stream()
                            .filter(flow -> !gone.equals(before.get(flow)))
                            .filter(flow -> !before.get(flow).equals(after.get(flow)))
                            .count();
            System.out.printf(
                    "%s, one of ten endpoints leaves: %s: had %.1f %%, others moved %.1f %%, %s%n",
                    scheduler, kind, had / 50.0, moved / 50.0, report);
            assertThat(after.values()).doesNotContain(gone);
            assertThat(moved).isLessThan(flows.size() / 10);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rr", "sh", "mh"})
    void noPacketIsLostDuringEndpointChanges(String scheduler) throws Exception {
        changeWhileSending(
                scheduler, i -> new ScheduledCluster().service(1, scheduler, some(7 * i)));
    }

    /** New endpoints too, so that each scheduler gets chains for other numbers of slots. */
    @Test
    void noPacketIsLostDuringChangesOfTheScheduler() throws Exception {
        changeWhileSending(
                "random, rr, sh, mh",
                i -> new ScheduledCluster().service(1, SCHEDULERS.get(i % 4), some(i / 4)));
    }

    /** Returns the first two to ten endpoints. */
    private static List<Integer> some(int change) {
        return TEN.subList(0, 2 + change % 9);
    }

    private void changeWhileSending(String name, IntFunction<ScheduledCluster> clusters)
            throws Exception {
        become(clusters.apply(0));
        List<Flow> flows = new ArrayList<>();
        for (Kind kind : Kind.all()) {
            flows.addAll(flows(2000, i -> kind.flow(i, 1024 + i, 1)));
        }
        Thread sender = Thread.ofPlatform().start(() -> flows.forEach(clients::send));
        int commits = 0;
        while (sender.isAlive()) {
            become(clusters.apply(++commits));
        }
        sender.join();
        Map<Flow, Endpoint> chosen = clients.endpoints();
        System.out.println(name + ": " + flows.size() + " flows, " + commits + " changes");
        assertThat(commits).isGreaterThan(3);
        assertThat(flows.stream().filter(flow -> !chosen.containsKey(flow))).isEmpty();
        assertThat(flows).allSatisfy(flow -> assertThat(chosen.get(flow).port()).isEqualTo(8080));
    }

    @Test
    void schedulerChangesInOneTransaction() throws Exception {
        for (String from : SCHEDULERS) {
            for (String to : SCHEDULERS) {
                become(new ScheduledCluster().service(1, from, TEN));
                become(new ScheduledCluster().service(1, to, TEN));
                for (Kind kind : Kind.all()) {
                    Map<Flow, Endpoint> chosen = send(flows(10, i -> kind.flow(7, 1024 + i, 1)));
                    assertThat(chosen.values()).allMatch(end -> end.port() == 8080);
                }
                assertThat(world.restart()).isEqualTo(CommitReport.NOTHING);
            }
        }
    }

    @Test
    void affinityComesBeforeTheScheduler() throws Exception {
        become(new ScheduledCluster().service(1, "rr", 3600, TEN));
        for (Kind kind : Kind.all()) {
            Map<Flow, Endpoint> first = send(flows(10, i -> kind.flow(i, 1024, 1)));
            assertThat(shares(first, kind, 1)).hasSize(10);
            Map<Flow, Endpoint> again = send(flows(10, i -> kind.flow(i, 1025, 1)));
            for (int i = 0; i < 10; i++) {
                assertThat(again.get(kind.flow(i, 1025, 1)))
                        .isEqualTo(first.get(kind.flow(i, 1024, 1)));
            }
        }
    }

    private CommitReport become(ScheduledCluster next) throws Exception {
        Objects before = cluster;
        cluster = next.objects();
        return world.some(ClusterEvents.between(before, cluster));
    }

    private Map<Flow, Endpoint> send(Collection<Flow> flows) {
        flows.forEach(clients::send);
        Map<Flow, Endpoint> chosen = clients.endpoints();
        assertThat(flows.stream().filter(flow -> !chosen.containsKey(flow))).isEmpty();
        return chosen;
    }

    private static List<Flow> flows(int count, IntFunction<Flow> flow) {
        return IntStream.range(0, count).mapToObj(flow).toList();
    }

    private static Map<Endpoint, Long> shares(Map<Flow, Endpoint> chosen, Kind kind, int service) {
        return chosen.entrySet().stream()
                .filter(entry -> entry.getKey().protocol() == kind.protocol())
                .filter(entry -> entry.getKey().frontend().equals(frontend(kind.family(), service)))
                .collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.counting()));
    }

    private static Set<Endpoint> traced(PacketTracer tracer, Flow flow) {
        Endpoint client = flow.client();
        Endpoint target = flow.frontend();
        List<Trace> traces =
                tracer.trace(
                        new Packet(
                                client.address().family() == IpFamily.IPV4 ? Family.IP : Family.IP6,
                                flow.protocol().number(),
                                Bytes.wrap(client.address().toBytes()),
                                client.port(),
                                Bytes.wrap(target.address().toBytes()),
                                target.port(),
                                "eth0"));
        return traces.stream()
                .map(trace -> (Outcome.Accepted) trace.outcome())
                .map(
                        outcome -> {
                            byte[] address = outcome.destination().toArray();
                            IpFamily family = client.address().family();
                            return new Endpoint(
                                    IpAddress.ofBytes(address, 0, family), outcome.port());
                        })
                .collect(Collectors.toSet());
    }
}
