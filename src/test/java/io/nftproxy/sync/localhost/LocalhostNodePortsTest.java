package io.nftproxy.sync.localhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.testing.Commits;
import io.nftproxy.testing.PlannedCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * NodePorts over real sockets. Each test has a loopback address of its own, where its port is free;
 * endpoints are 127.0.0.x with one port.
 */
class LocalhostNodePortsTest {
    private static final int WAIT_MILLIS = 20_000;
    private static final int NODE_PORT = 30080;
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final String node = ownLoopbackAddress();

    private final PlannedCluster cluster = new PlannedCluster();
    private final BlockingQueue<String> reported = new LinkedBlockingQueue<>();
    private final LocalhostNodePorts ports =
            new LocalhostNodePorts(
                    Set.of(IpAddress.of(node)),
                    new ListenerObserver() {
                        @Override
                        public void listeners(IpFamily family, int count) {
                            reported.add(family + " " + count);
                        }

                        @Override
                        public void failed(IpFamily family) {
                            reported.add(family + " failed");
                        }
                    },
                    Duration.ofMillis(10));
    private ServerSocket endpoint;

    @BeforeEach
    void start() throws Exception {
        endpoint = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        endpoint.setSoTimeout(WAIT_MILLIS);
    }

    @AfterEach
    void stop() throws Exception {
        ports.close();
        endpoint.close();
    }

    @Test
    void copiesBothDirectionsAndEndsThemIndependently() throws Exception {
        serve("127.0.0.1 ready");
        try (Socket client = connect();
                Socket server = endpoint.accept()) {
            client.getOutputStream().write(new byte[] {1, 2, 3});
            client.shutdownOutput();
            assertThat(server.getInputStream().readAllBytes()).containsExactly(1, 2, 3);

            byte[] answer = new byte[1_000_000];
            answer[999_999] = 7;
            Thread writer =
                    Thread.startVirtualThread(
                            () -> {
                                try {
                                    server.getOutputStream().write(answer);
                                    server.shutdownOutput();
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            });
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(answer);
            writer.join();
        }
    }

    @Test
    void triesAnotherEndpointWhenOneRefuses() throws Exception {
        // 127.0.0.2 refuses connections.
        serve("127.0.0.1 ready", "127.0.0.2 ready");
        for (int i = 0; i < 20; i++) {
            try (Socket client = connect();
                    Socket server = endpoint.accept()) {
                server.getOutputStream().write(i);
                assertThat(client.getInputStream().read()).isEqualTo(i);
            }
        }
    }

    @Test
    void portWithoutEndpointsClosesAndConnectionsStay() throws Exception {
        serve("127.0.0.1 ready");
        try (Socket client = connect();
                Socket server = endpoint.accept()) {
            cluster.removeSlice("web", IpFamily.IPV4);
            sync();

            awaitRefused();
            server.getOutputStream().write(9);
            assertThat(client.getInputStream().read()).isEqualTo(9);
            cluster.remove("web");
            sync();
            client.getOutputStream().write(8);
            assertThat(server.getInputStream().read()).isEqualTo(8);
        }
    }

    @Test
    void usesLocalEndpointsUnderTheLocalPolicy() throws Exception {
        service(TrafficPolicy.LOCAL, Protocol.TCP);
        cluster.slice("web", target(), "127.0.0.1 ready");
        sync();
        awaitRefused();

        cluster.slice("web", target(), "127.0.0.1 ready here", "127.0.0.2 ready");
        sync();
        try (Socket client = connect();
                Socket server = endpoint.accept()) {
            assertThat(client.isConnected() && server.isConnected()).isTrue();
        }
    }

    @Test
    void servesTcpOnTheAddressesNamedOnly() throws Exception {
        service(TrafficPolicy.CLUSTER, Protocol.UDP);
        cluster.slice("web", new SlicePort("p", Protocol.UDP, 53), "127.0.0.1 ready");
        sync();
        awaitRefused();

        serve("127.0.0.1 ready");
        assertThatThrownBy(() -> new Socket("127.0.0.2", NODE_PORT).close())
                .isInstanceOf(IOException.class);
        connect().close();
    }

    @Test
    void closesPortsOfServicesThatAFullSyncDoesNotHave() throws Exception {
        serve("127.0.0.1 ready");
        cluster.remove("web");
        ports.onCommitted(Commits.of(cluster.state(), cluster.all()));

        awaitRefused();
    }

    @Test
    void retriesAPortInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(NODE_PORT, 1, InetAddress.getByName(node))) {
            serve("127.0.0.1 ready");
            awaitReport("IPV4 failed");
            awaitReport("IPV4 0");
            assertThat(other.isBound()).isTrue();
        }
        awaitReport("IPV4 1");
        connect().close();
    }

    @Test
    void endsEverythingWhenClosed() throws Exception {
        serve("127.0.0.1 ready");
        try (Socket client = connect();
                Socket server = endpoint.accept()) {
            ports.close();

            assertThat(endOf(client)).isTrue();
            assertThat(endOf(server)).isTrue();
            awaitRefused();
        }
    }

    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private void awaitReport(String what) throws InterruptedException {
        Set<String> reports = new HashSet<>();
        while (!reports.contains(what)) {
            String next = reported.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(next).as("waiting for " + what).isNotNull();
            reports.add(next);
        }
    }

    private void serve(String... endpoints) {
        service(TrafficPolicy.CLUSTER, Protocol.TCP);
        cluster.slice("web", target(), endpoints);
        sync();
    }

    private void service(TrafficPolicy policy, Protocol protocol) {
        cluster.service(
                "web", "10.96.0.10", "", policy, 0, new ServicePort("p", protocol, 80, NODE_PORT));
    }

    private SlicePort target() {
        return new SlicePort("p", Protocol.TCP, endpoint.getLocalPort());
    }

    private void sync() {
        ports.onCommitted(Commits.of(cluster.state(), cluster.changes()));
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(node, NODE_PORT);
        socket.setSoTimeout(WAIT_MILLIS);
        return socket;
    }

    /** Waits until the accepting thread has let go of the closed port. */
    private void awaitRefused() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
        while (System.nanoTime() < deadline) {
            try (Socket socket = connect()) {
                assertThat(socket.isConnected()).isTrue();
            } catch (IOException e) {
                return;
            }
            Thread.sleep(1);
        }
        fail(node + ":" + NODE_PORT + " still answers");
    }

    private static String ownLoopbackAddress() {
        long pid = ProcessHandle.current().pid();
        return "127.%d.%d.%d"
                .formatted(1 + pid % 200, pid / 200 % 200, 201 + TESTS.incrementAndGet() % 50);
    }
}
