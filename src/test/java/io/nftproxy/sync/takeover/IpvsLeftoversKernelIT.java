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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A node on which kube-proxy ran in ipvs mode: it has the addresses of Services itself, so daemons
 * of the host answer there.
 */
@Tag("kernel-ring")
class IpvsLeftoversKernelIT {
    private static final String CLUSTER_IP = "10.96.0.10";
    private static final String DELETED_SERVICE = "10.96.200.200";
    private static final int DAEMON_PORT = 2379;

    @Test
    void daemonsOfTheHostDoNotAnswerOnClusterIps() throws Exception {
        try (TestNode node = new TestNode();
                TestNetwork network = new TestNetwork(node);
                ServerSocket _ = hostDaemon(node);
                AfterSync takeover = new AfterSync(node)) {
            new RuleInstaller(node.tools).ipvsInterface(CLUSTER_IP, DELETED_SERVICE);
            node.sync();
            assertThat(isAnswered(network, CLUSTER_IP)).as("before the takeover").isTrue();
            assertThat(isAnswered(network, DELETED_SERVICE)).isTrue();

            takeover.afterTheFirstSync();

            assertIsRefused(network, CLUSTER_IP);
            assertThat(node.tools.run("ip", "-o", "address")).doesNotContain(DELETED_SERVICE);
            assertThat(isAnswered(network, "192.168.0.2")).as("the daemon's own address").isTrue();
            try (NetworkNamespace.Scope _ = network.client.enter();
                    Socket service = TestNetwork.connect(CLUSTER_IP, 80)) {
                assertThat(TestNetwork.ask(service)).isBetween(11, 13);
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

    private static boolean isAnswered(TestNetwork network, String address) throws IOException {
        try (NetworkNamespace.Scope _ = network.client.enter();
                Socket daemon = TestNetwork.connect(address, DAEMON_PORT)) {
            return daemon.isConnected();
        }
    }

    private static void assertIsRefused(TestNetwork network, String address) {
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> isAnswered(network, address));
    }

    /** The removal after the first sync, with sockets of the node's namespace. */
    private static final class AfterSync implements AutoCloseable {
        private final CountDownLatch done = new CountDownLatch(1);
        private final NetlinkInterfaces interfaces;
        private final NetlinkVirtualServers servers;
        private final TakeoverAfterSync afterSync;

        AfterSync(TestNode node) throws Exception {
            try (NetworkNamespace.Scope _ = node.namespace.enter()) {
                interfaces = new NetlinkInterfaces(NetlinkSocket.openRoute());
                servers = new NetlinkVirtualServers(NetlinkSocket.openGeneric());
            }
            IpvsLeftovers ipvs =
                    new IpvsLeftovers(
                            () -> interfaces.delete(IpvsLeftovers.INTERFACE), servers::flush);
            afterSync =
                    new TakeoverAfterSync(
                            List.of(ipvs::remove, this::last),
                            new TakeoverReport(node.events::add, "here"));
        }

        private CleanupResult last() {
            done.countDown();
            return CleanupResult.NOTHING;
        }

        void afterTheFirstSync() throws InterruptedException {
            afterSync.synced(report("EBUSY"));
            assertThat(done.getCount()).as("nothing before a successful sync").isOne();
            afterSync.synced(report(null));
            done.await();
        }

        private static SyncReport report(@Nullable String failure) {
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
