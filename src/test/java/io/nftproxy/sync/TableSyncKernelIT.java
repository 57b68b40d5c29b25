package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.YamlObjects;
import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.kernel.Nft;
import io.nftproxy.testing.ClusterEvents;
import io.nftproxy.testing.NftListing;
import io.nftproxy.testing.RandomCluster;
import io.nftproxy.testing.RandomCluster.Objects;
import io.nftproxy.testing.SlotOrder;
import io.nftproxy.testing.SyncWorld;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For any two clusters and any batches of events between them: what our deltas leave in a kernel is
 * what rendering the second cluster from nothing puts into another, slot order aside.
 */
@Tag("kernel-ring")
@Tag("slow")
class TableSyncKernelIT {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void deltasEndInTheTableOfAFreshStart(long seed) throws Exception {
        RandomCluster clusters = new RandomCluster(seed);
        Random random = new Random(seed);
        NodeSettings policy = clusters.policy();
        Objects first = clusters.next();
        Objects second = clusters.next();
        try (SyncWorld stepwise = new SyncWorld(policy);
                SyncWorld direct = new SyncWorld(policy)) {
            stepwise.localAddresses(first.localAddresses());
            stepwise.full(ClusterEvents.between(Objects.none(), first));
            for (ClusterDelta batch :
                    ClusterEvents.batches(first, second, random, 1 + random.nextInt(8))) {
                stepwise.localAddresses((random.nextBoolean() ? first : second).localAddresses());
                stepwise.some(batch);
            }
            stepwise.localAddresses(second.localAddresses());
            stepwise.some(ClusterEvents.between(second, second));
            direct.localAddresses(second.localAddresses());
            direct.full(ClusterEvents.between(Objects.none(), second));

            assertThat(SlotOrder.normalize(stepwise.read()))
                    .isEqualTo(SlotOrder.normalize(direct.read()));
            assertThat(stepwise.restart()).isEqualTo(CommitReport.NOTHING);
            assertThat(direct.restart()).isEqualTo(CommitReport.NOTHING);
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void restartWithAnotherClusterEndsInItsTable(long seed) throws Exception {
        RandomCluster clusters = new RandomCluster(seed);
        NodeSettings policy = clusters.policy();
        Objects first = clusters.next();
        Objects second = clusters.next();
        try (SyncWorld moved = new SyncWorld(policy);
                SyncWorld direct = new SyncWorld(policy)) {
            moved.localAddresses(first.localAddresses());
            moved.full(ClusterEvents.between(Objects.none(), first));
            moved.apply(ClusterEvents.between(first, second));
            moved.localAddresses(second.localAddresses());
            moved.restart();
            direct.localAddresses(second.localAddresses());
            direct.full(ClusterEvents.between(Objects.none(), second));

            assertThat(SlotOrder.normalize(moved.read()))
                    .isEqualTo(SlotOrder.normalize(direct.read()));
        }
    }

    @Test
    void longAndNonAsciiNamesAreAccepted() throws Exception {
        String long3 = "\u20ac".repeat(127);
        try (SyncWorld world = new SyncWorld()) {
            world.full(
                    YamlObjects.delta(
                            """
                            apiVersion: v1
                            kind: Service
                            metadata: {namespace: default, name: web}
                            spec:
                              clusterIP: 10.96.0.10
                              clusterIPs: [10.96.0.10]
                              sessionAffinity: ClientIP
                              ports: [{name: %s, protocol: TCP, port: 80}]
                            """
                                    .formatted(long3)));
            assertThat(new Nft(world.namespace()).listTable())
                    .contains("comment \"default/web:" + "\u20ac".repeat(38) + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service-ips4 { * : drop }",
                "no-endpoint-services6 { * }",
                "nodeport-endpoints4 { * : 192.0.2.1 . 80 }",
            })
    void catchAllElementOfAnotherProcessIsRemoved(String element) throws Exception {
        try (SyncWorld world = new SyncWorld()) {
            world.full(ClusterEvents.between(Objects.none(), new RandomCluster(51).next()));
            Ruleset ours = world.read();
            new Nft(world.namespace()).load("add element inet kube-proxy " + element);

            assertThat(world.restart().operations()).isEqualTo(1);
            assertThat(SlotOrder.normalize(world.read())).isEqualTo(SlotOrder.normalize(ours));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42, 43, 44})
    void tableIsListedAndLoadedByNft(long seed) throws Exception {
        try (SyncWorld world = new SyncWorld();
                NetworkNamespace elsewhere = KernelTests.freshNamespace()) {
            world.full(ClusterEvents.between(Objects.none(), new RandomCluster(seed).next()));
            Nft nft = new Nft(world.namespace());
            String listing = nft.run("list", "table", "inet", "kube-proxy");
            assertThat(nft.run("-j", "list", "table", "inet", "kube-proxy"))
                    .contains("{\"nftables\": [");

            Nft other = new Nft(elsewhere);
            other.load(listing);
            assertThat(NftListing.normalised(other.run("list", "table", "inet", "kube-proxy")))
                    .isEqualTo(NftListing.normalised(listing));
        }
    }
}
