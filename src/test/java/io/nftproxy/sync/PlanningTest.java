package io.nftproxy.sync;

import static io.nftproxy.sync.SyncedCluster.HTTP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.model.ObjectName;
import io.nftproxy.plan.Frontend;
import io.nftproxy.plan.NodeView;
import io.nftproxy.plan.PortPlan;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.plan.ServicePlanner;
import io.nftproxy.plan.SlotMemory;
import io.nftproxy.ruleset.NftText;
import io.nftproxy.ruleset.TableRef;
import io.nftproxy.testing.FakeKernelTable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A planner that makes mistakes with one Service. */
class PlanningTest {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final ObjectName BAD = new ObjectName("ns", "bad");

    private final FakeKernelTable kernel = new FakeKernelTable(TABLE);
    private final SyncedCluster cluster = new SyncedCluster(kernel, this::planner);
    private Mistake mistake = Mistake.NONE;

    enum Mistake {
        NONE,
        IN_PLANNING,
        IN_RENDERING
    }

    private Planning.Planner planner(NodeView view, SlotMemory memory) {
        ServicePlanner planner = new ServicePlanner(cluster.objects.state(), view, memory);
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
        cluster.objects.service("good", "10.96.0.1", "", HTTP);
        cluster.slice("good", "10.244.0.1");
        cluster.objects.service("bad", "10.96.0.66", "", HTTP);
        cluster.slice("bad", "10.244.0.66");
        cluster.start();
    }

    private String table() {
        return NftText.of(TABLE, kernel.ruleset());
    }

    private void go(Mistake next) throws Exception {
        mistake = next;
        cluster.slice("good", "10.244.0.2");
        cluster.slice("bad", "10.244.0.67");
        cluster.some();
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_PLANNING", "IN_RENDERING"})
    void theOthersGoOnAndItStaysAsItWas(Mistake next) throws Exception {
        go(next);
        assertThat(table()).contains("10.244.0.2 . 8080", "10.244.0.66 . 8080");
        assertThat(cluster.quarantine.size()).isOne();

        cluster.all();
        assertThat(table()).contains("10.244.0.2 . 8080", "10.244.0.66 . 8080");
        assertThat(cluster.quarantine.size()).isOne();
        assertThat(cluster.events).as("told once").hasSize(1);
        assertThat(cluster.events.getFirst().name()).isEqualTo("bad");
        assertThat(cluster.events.getFirst().reason()).isEqualTo("CannotBePlanned");
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_PLANNING", "IN_RENDERING"})
    void itIsTriedAgainWhenItChangesAndAfterAWhile(Mistake next) throws Exception {
        go(next);
        cluster.slice("bad", "10.244.0.68");
        cluster.some();
        assertThat(cluster.quarantine.size()).isOne();
        mistake = Mistake.NONE;
        cluster.pass(Duration.ofSeconds(10));
        cluster.some();
        assertThat(cluster.quarantine.size()).isZero();
        assertThat(table()).contains("10.244.0.68 . 8080").doesNotContain("10.244.0.66 . 8080");
    }

    @Test
    void addressesThatAnotherServiceOwnsByNowAreNotKept() throws Exception {
        go(Mistake.IN_PLANNING);
        cluster.objects.service("bad", "10.96.0.67", "", HTTP);
        cluster.objects.service("next", "10.96.0.66", "", HTTP);
        cluster.slice("next", "10.244.0.9");
        cluster.some();
        assertThat(table())
                .contains("10.96.0.66 . tcp . 80 . 0 : 10.244.0.9 . 8080")
                .doesNotContain("10.244.0.66 . 8080");
    }

    @Test
    void oneThatIsDeletedIsForgotten() throws Exception {
        go(Mistake.IN_PLANNING);
        cluster.objects.remove("bad");
        cluster.some();
        assertThat(cluster.quarantine.size()).isZero();
        assertThat(table()).doesNotContain("10.96.0.66");
    }

    @Test
    void whatIsNoServicesFaultIsHeldAgainstNone() {
        Planning planning =
                new Planning(cluster.objects.state(), cluster.quarantine, this::planner);
        List<ServicePlan> plans = cluster.objects.all();
        assertThatThrownBy(
                        () ->
                                planning.render(
                                        plans,
                                        _ -> {
                                            throw new IllegalStateException("a mistake");
                                        },
                                        _ -> null))
                .isInstanceOf(IllegalStateException.class);
        assertThat(cluster.quarantine.size()).isZero();
    }
}
