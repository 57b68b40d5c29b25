package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.event.ClusterEvent;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.ObjectName;
import io.nftproxy.model.Protocol;
import io.nftproxy.model.ServicePort;
import io.nftproxy.model.SlicePort;
import io.nftproxy.plan.Frontend;
import io.nftproxy.plan.NodeView;
import io.nftproxy.plan.PortPlan;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.plan.ServicePlanner;
import io.nftproxy.plan.SlotMemory;
import io.nftproxy.render.DetectLocal;
import io.nftproxy.render.NodePolicy;
import io.nftproxy.render.RenderSettings;
import io.nftproxy.ruleset.NftText;
import io.nftproxy.ruleset.TableRef;
import io.nftproxy.testing.FakeKernelTable;
import io.nftproxy.testing.PlannedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A planner that makes mistakes with one Service. */
class PlanningTest {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final ServicePort HTTP = new ServicePort("http", Protocol.TCP, 80, 0);
    private static final ObjectName BAD = new ObjectName("ns", "bad");

    private final PlannedCluster cluster = new PlannedCluster();
    private final FakeKernelTable kernel = new FakeKernelTable(TABLE);
    private final List<ClusterEvent> events = new ArrayList<>();
    private final NodePolicy policy =
            new NodePolicy(
                    "here",
                    List.of(IpFamily.IPV4),
                    null,
                    new DetectLocal.NodeCidr(),
                    true,
                    List.of());
    private Mistake mistake = Mistake.NONE;
    private long now;
    private final Quarantine quarantine = new Quarantine(events::add, clock());
    private final TableSync sync =
            new TableSync(
                    kernel,
                    new RenderSettings(policy.families(), 0x4000, false),
                    cluster.state(),
                    Predecessor.NONE,
                    quarantine,
                    this::planner);

    enum Mistake {
        NONE,
        IN_PLANNING,
        IN_RENDERING
    }

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

    private Planning.Planner planner(NodeView view, SlotMemory memory) {
        ServicePlanner planner = new ServicePlanner(cluster.state(), view, memory);
        return (name, before) -> {
            ServicePlan plan = planner.plan(name, before);
            return name.equals(BAD) && !plan.isAbsent() ? spoilt(plan) : plan;
        };
    }

    private ServicePlan spoilt(ServicePlan plan) {
        return switch (mistake) {
            case NONE -> plan;
            case IN_PLANNING -> throw new IllegalStateException("a mistake");
            case IN_RENDERING -> unrenderable(plan);
        };
    }

    @SuppressWarnings("NullAway") // the mistake
    private static ServicePlan unrenderable(ServicePlan plan) {
        PortPlan port = plan.ports().getFirst();
        Frontend frontend = new Frontend(port.frontends().getFirst().key(), null, List.of());
        PortPlan spoilt =
                new PortPlan(
                        port.name(),
                        port.family(),
                        List.of(frontend),
                        port.cluster(),
                        port.local(),
                        port.onThisNode(),
                        port.affinityTimeoutSeconds());
        return new ServicePlan(plan.service(), plan.clusterIps(), List.of(spoilt));
    }

    @BeforeEach
    void synced() throws Exception {
        cluster.service("good", "10.96.0.1", "", HTTP);
        slice("good", "10.244.0.1");
        cluster.service("bad", "10.96.0.66", "", HTTP);
        slice("bad", "10.244.0.66");
        all();
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

    private void go(Mistake next) throws Exception {
        mistake = next;
        slice("good", "10.244.0.2");
        slice("bad", "10.244.0.67");
        some();
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_PLANNING", "IN_RENDERING"})
    void theOthersGoOnAndItStaysAsItWas(Mistake next) throws Exception {
        go(next);
        assertThat(table()).contains("10.244.0.2 . 8080", "10.244.0.66 . 8080");
        assertThat(quarantine.size()).isOne();

        all();
        assertThat(table()).contains("10.244.0.2 . 8080", "10.244.0.66 . 8080");
        assertThat(quarantine.size()).isOne();
        assertThat(events).as("told once").hasSize(1);
        assertThat(events.getFirst().name()).isEqualTo("bad");
        assertThat(events.getFirst().reason()).isEqualTo("CannotBePlanned");
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_PLANNING", "IN_RENDERING"})
    void itIsTriedAgainWhenItChangesAndAfterAWhile(Mistake next) throws Exception {
        go(next);
        slice("bad", "10.244.0.68");
        some();
        assertThat(quarantine.size()).isOne();
        mistake = Mistake.NONE;
        now += Duration.ofSeconds(10).toNanos();
        some();
        assertThat(quarantine.size()).isZero();
        assertThat(table()).contains("10.244.0.68 . 8080").doesNotContain("10.244.0.66 . 8080");
    }

    @Test
    void addressesThatAnotherServiceOwnsByNowAreNotKept() throws Exception {
        go(Mistake.IN_PLANNING);
        cluster.service("bad", "10.96.0.67", "", HTTP);
        cluster.service("next", "10.96.0.66", "", HTTP);
        slice("next", "10.244.0.9");
        some();
        assertThat(table())
                .contains("10.96.0.66 . tcp . 80 . 0 : 10.244.0.9 . 8080")
                .doesNotContain("10.244.0.66 . 8080");
    }

    @Test
    void oneThatIsDeletedIsForgotten() throws Exception {
        go(Mistake.IN_PLANNING);
        cluster.remove("bad");
        some();
        assertThat(quarantine.size()).isZero();
        assertThat(table()).doesNotContain("10.96.0.66");
    }

    @Test
    void whatIsNoServicesFaultIsHeldAgainstNone() {
        Planning planning = new Planning(cluster.state(), quarantine, this::planner);
        List<ServicePlan> plans = cluster.all();
        assertThatThrownBy(
                        () ->
                                planning.render(
                                        plans,
                                        _ -> {
                                            throw new IllegalStateException("a mistake");
                                        },
                                        _ -> null))
                .isInstanceOf(IllegalStateException.class);
        assertThat(quarantine.size()).isZero();
    }
}
