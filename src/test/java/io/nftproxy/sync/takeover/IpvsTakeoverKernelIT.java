package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.kernel.NetlinkInterfaces;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.NetlinkVirtualServers;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.sync.SyncReport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * A node on which kube-proxy ran in ipvs mode: the addresses of Services are its own, so daemons of
 * the host answer there.
 */
class IpvsTakeoverKernelIT {
    private static final String CLUSTER_IP = "10.96.0.10";
    private static final String DELETED_SERVICE = "10.96.200.200";
    private static final int DAEMON_PORT = 2379;

    @Test
    void daemonsOfTheHostDoNotAnswerOnClusterIps() throws Exception {
        try (TestNode node = new TestNode();
                Lab lab = new Lab(node);
                ServerSocket _ = hostDaemon(node);
                Steps steps = new Steps(node)) {
            new Predecessors(node.tools).ipvsInterface(CLUSTER_IP, DELETED_SERVICE);
            node.sync();
            assertThat(isAnswered(lab, CLUSTER_IP)).as("what the interface is for").isTrue();
            assertThat(isAnswered(lab, DELETED_SERVICE)).isTrue();

            steps.afterTheFirstSync();

            assertIsRefused(lab, CLUSTER_IP);
            assertThat(node.tools.run("ip", "-o", "address")).doesNotContain(DELETED_SERVICE);
            assertThat(isAnswered(lab, "192.168.0.2")).as("the daemon's own address").isTrue();
            try (NetworkNamespace.Scope _ = lab.client.enter();
                    Socket service = Lab.connect(CLUSTER_IP, 80)) {
                assertThat(Lab.ask(service)).isBetween(11, 13);
            }
            assertThat(node.events)
                    .extracting("reason")
                    .contains("TookOverFromKubeProxy")
                    .doesNotContain("KubeProxyLeftovers");
        }
    }

    private static ServerSocket hostDaemon(TestNode node) throws IOException {
        try (NetworkNamespace.Scope _ = node.namespace.enter()) {
            return new ServerSocket(DAEMON_PORT, 50, InetAddress.getByName("0.0.0.0"));
        }
    }

    private static boolean isAnswered(Lab lab, String address) throws IOException {
        try (NetworkNamespace.Scope _ = lab.client.enter();
                Socket daemon = Lab.connect(address, DAEMON_PORT)) {
            return daemon.isConnected();
        }
    }

    private static void assertIsRefused(Lab lab, String address) {
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> isAnswered(lab, address));
    }

    /** What the daemon does after syncs, on a thread that has to be of the node's namespace. */
    private static final class Steps implements AutoCloseable {
        private final CountDownLatch done = new CountDownLatch(1);
        private final NetlinkInterfaces interfaces;
        private final NetlinkVirtualServers servers;
        private final TakeoverAfterSync afterSync;

        Steps(TestNode node) throws Exception {
            try (NetworkNamespace.Scope _ = node.namespace.enter()) {
                interfaces = new NetlinkInterfaces(NetlinkSocket.openRoute());
                servers = new NetlinkVirtualServers(NetlinkSocket.openGeneric());
            }
            IpvsTakeover ipvs = new IpvsTakeover(interfaces, servers);
            afterSync =
                    new TakeoverAfterSync(
                            List.of(ipvs::run, this::last),
                            new TakeoverEvents(node.events::add, "here"));
        }

        private Outcome last() {
            done.countDown();
            return Outcome.NOTHING;
        }

        void afterTheFirstSync() throws InterruptedException {
            afterSync.synced(report("EBUSY"));
            assertThat(done.getCount()).as("nothing before our rules stand").isOne();
            afterSync.synced(report(null));
            done.await();
        }

        private static SyncReport report(@org.jspecify.annotations.Nullable String failure) {
            return new SyncReport(
                    true, 0, 0, CommitReport.NOTHING, failure, Map.of(), false, Map.of(), Map.of());
        }

        @Override
        public void close() {
            interfaces.close();
            servers.close();
        }
    }
}
