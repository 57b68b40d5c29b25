package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.diff.CommitReport;
import io.nftproxy.diff.KernelFailure;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.model.Cidr;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.Node;
import io.nftproxy.render.DetectLocal;
import io.nftproxy.render.NodePolicy;
import io.nftproxy.render.NodeRules;
import io.nftproxy.render.RenderSettings;
import io.nftproxy.ruleset.TableRef;
import io.nftproxy.snapshot.ClusterDelta;
import io.nftproxy.snapshot.ClusterState;
import io.nftproxy.testing.ClusterEvents;
import io.nftproxy.testing.RandomCluster;
import io.nftproxy.testing.RandomCluster.Objects;
import io.nftproxy.testing.SlotOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For any two clusters and any batches of events between them: what our deltas leave in a kernel is
 * what rendering the second cluster from nothing puts into another, slot order aside.
 */
class TableSyncKernelIT {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final List<IpFamily> FAMILIES = List.of(IpFamily.IPV4, IpFamily.IPV6);
    private static final RenderSettings SETTINGS = new RenderSettings(FAMILIES, 0x4000, false);
    private static final Node NODE =
            new Node(
                    "here",
                    "",
                    Map.of("topology.kubernetes.io/zone", "a"),
                    List.of(IpAddress.of("192.168.0.2"), IpAddress.of("2001:db8::2")),
                    List.of(),
                    true);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void deltasLeadWhereAFreshStartLeads(long seed) throws Exception {
        RandomCluster clusters = new RandomCluster(seed);
        Random random = new Random(seed);
        Objects first = clusters.next();
        Objects second = clusters.next();
        try (World stepwise = new World();
                World direct = new World()) {
            stepwise.full(ClusterEvents.between(Objects.none(), first));
            for (ClusterDelta batch :
                    ClusterEvents.batches(first, second, random, 1 + random.nextInt(8))) {
                stepwise.some(batch);
            }
            direct.full(ClusterEvents.between(Objects.none(), second));

            assertThat(SlotOrder.normalize(stepwise.kernel.read()))
                    .isEqualTo(SlotOrder.normalize(direct.kernel.read()));
            assertThat(stepwise.restart()).isEqualTo(CommitReport.NOTHING);
            assertThat(direct.restart()).isEqualTo(CommitReport.NOTHING);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void aRestartOnAnotherClusterLeadsThereToo(long seed) throws Exception {
        RandomCluster clusters = new RandomCluster(seed);
        Objects first = clusters.next();
        Objects second = clusters.next();
        try (World moved = new World();
                World direct = new World()) {
            moved.full(ClusterEvents.between(Objects.none(), first));
            moved.cluster.apply(ClusterEvents.between(first, second));
            moved.restart();
            direct.full(ClusterEvents.between(Objects.none(), second));

            assertThat(SlotOrder.normalize(moved.kernel.read()))
                    .isEqualTo(SlotOrder.normalize(direct.kernel.read()));
        }
    }

    /** A cluster, and a kernel of its own. */
    private static final class World implements AutoCloseable {
        private final NetworkNamespace namespace = KernelTests.freshNamespace();
        private final NetlinkKernelTable kernel;
        private final ClusterState cluster = new ClusterState();
        private final NodePolicy policy =
                new NodePolicy(
                        "here",
                        FAMILIES,
                        null,
                        new DetectLocal.ClusterCidr(
                                List.of(Cidr.of("10.244.0.0/16"), Cidr.of("fd00:244::/64"))),
                        true,
                        List.of());
        private TableSync sync;

        World() throws Exception {
            try (NetworkNamespace.Scope _ = namespace.enter()) {
                kernel = new NetlinkKernelTable(NetlinkSocket.open(), TABLE);
            }
            sync = new TableSync(kernel, SETTINGS, cluster, List.of());
        }

        CommitReport full(ClusterDelta delta) throws KernelFailure {
            cluster.apply(delta);
            return sync.all(policy.view(NODE), rules()).commit();
        }

        void some(ClusterDelta delta) throws KernelFailure {
            sync.some(cluster.apply(delta).services(), policy.view(NODE), rules());
        }

        CommitReport restart() throws KernelFailure {
            sync = new TableSync(kernel, SETTINGS, cluster, List.of());
            return sync.all(policy.view(NODE), rules()).commit();
        }

        private NodeRules rules() {
            return policy.rules(NODE, List.of(), cluster);
        }

        @Override
        public void close() throws Exception {
            kernel.close();
            namespace.close();
        }
    }
}
