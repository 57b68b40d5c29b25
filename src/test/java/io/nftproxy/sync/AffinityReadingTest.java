package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.testing.FakeKernelTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How often the clients of session affinity are read: a map of them is large, and the sync thread
 * waits for it.
 */
class AffinityReadingTest {
    private static final String CLIENTS = "affinity4-ns/web/http/tcp";

    private final FakeKernelTable kernel =
            new FakeKernelTable(new TableRef(TableRef.Family.INET, "kube-proxy"));
    private SyncedCluster cluster = cluster();

    private SyncedCluster cluster() {
        SyncedCluster made = new SyncedCluster(kernel);
        service(made, 60);
        slice(made, "10.244.0.1 ready serving", "10.244.0.2 ready serving");
        return made;
    }

    private static void service(SyncedCluster cluster, int affinitySeconds) {
        cluster.objects.service(
                "web", "10.96.0.1", "", TrafficPolicy.CLUSTER, affinitySeconds, SyncedCluster.HTTP);
    }

    private static void slice(SyncedCluster cluster, String... endpoints) {
        cluster.objects.slice("web", SyncedCluster.TARGET, endpoints);
    }

    @BeforeEach
    void start() throws Exception {
        cluster.start();
        kernel.takeElementReads();
    }

    @Test
    void clientMapsAreReadOnceAfterARestart() throws Exception {
        cluster = cluster();
        cluster.start();
        assertThat(kernel.takeElementReads()).containsExactly(CLIENTS);
    }

    @Test
    void laterFullSyncDoesNotReadClientMaps() throws Exception {
        cluster.all();
        assertThat(kernel.takeElementReads()).isEmpty();
    }

    @Test
    void addedEndpointDoesNotReadClientMaps() throws Exception {
        slice(
                cluster,
                "10.244.0.1 ready serving",
                "10.244.0.2 ready serving",
                "10.244.0.3 ready serving");
        cluster.some();
        assertThat(kernel.takeElementReads()).isEmpty();
    }

    @Test
    void removedEndpointReadsBeforeAndAfterTheCommit() throws Exception {
        slice(cluster, "10.244.0.1 ready serving");
        cluster.some();
        assertThat(kernel.takeElementReads()).containsExactly(CLIENTS, CLIENTS);
    }

    @Test
    void restartWithARemovedEndpointReadsBeforeAndAfterTheCommit() throws Exception {
        cluster = cluster();
        slice(cluster, "10.244.0.1 ready serving");
        cluster.start();
        assertThat(kernel.takeElementReads()).containsExactly(CLIENTS, CLIENTS);
    }

    @Test
    void shorterTimeoutReadsBeforeAndAfterTheCommit() throws Exception {
        service(cluster, 30);
        cluster.some();
        assertThat(kernel.takeElementReads()).containsExactly(CLIENTS, CLIENTS);
    }
}
