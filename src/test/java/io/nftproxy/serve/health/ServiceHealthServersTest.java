package io.nftproxy.serve.health;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.pacing.Backoff;
import io.nftproxy.serve.http.HttpPorts;
import io.nftproxy.serve.http.RawHttp;
import io.nftproxy.testing.Skipped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceHealthServersTest {
    private static final ObjectName WEB = new ObjectName("shop", "web");
    private static final ObjectName API = new ObjectName("shop", "api");
    private static final List<IpAddress> LOOPBACK = List.of(IpAddress.of("127.0.0.1"));
    private static final List<IpAddress> ALL = List.of(IpAddress.of("0.0.0.0"), IpAddress.of("::"));

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private volatile boolean proxyHealthy = true;
    private HttpPorts ports;
    private ServiceHealthServers servers;

    @BeforeEach
    void start() throws IOException {
        ports =
                new HttpPorts(
                        "service-health-test",
                        new Backoff(Duration.ofMillis(5), Duration.ofMillis(5)));
        EventSink sink =
                event ->
                        events.add(
                                "%s/%s %s: %s"
                                        .formatted(
                                                event.namespace(),
                                                event.name(),
                                                event.reason(),
                                                event.message()));
        servers = new ServiceHealthServers(ports, "node-1", () -> proxyHealthy, sink);
    }

    @AfterEach
    void stop() {
        ports.close();
    }

    private static ServiceHealth v4(int port, int count) {
        return new ServiceHealth(port, Map.of(IpFamily.IPV4, count));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Returns when the thread that binds ports has run all tasks queued so far. */
    private void settle() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        ports.execute(done::countDown);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void update(Map<ObjectName, ServiceHealth> services, List<IpAddress> addresses)
            throws InterruptedException {
        servers.update(services, addresses);
        // Opening queues one more task for each port.
        settle();
        settle();
    }

    /** Returns the answer at an address; null without one. */
    private static RawHttp.@Nullable Answer ask(String address, int port) {
        try {
            return RawHttp.get(
                    new InetSocketAddress(InetAddress.getByName(address), port), "/any/path");
        } catch (IOException | StringIndexOutOfBoundsException unanswered) {
            return null;
        }
    }

    private static RawHttp.Answer answer(String address, int port) {
        return Objects.requireNonNull(ask(address, port), () -> address + " port " + port);
    }

    @Test
    void returnsTheNumberOfLocalEndpointsInBodyAndHeader() throws Exception {
        int port = freePort();
        update(Map.of(WEB, v4(port, 2)), LOOPBACK);

        RawHttp.Answer answer = answer("127.0.0.1", port);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Load-Balancing-Endpoint-Weight")).isEqualTo("2");
        assertThat(answer.body())
                .isEqualTo(
                        """
                        {
                        \t"service": {
                        \t\t"namespace": "shop",
                        \t\t"name": "web"
                        \t},
                        \t"localEndpoints": 2,
                        \t"serviceProxyHealthy": true
                        }\
                        """);
    }

    @Test
    void returns503WithoutEndpointsOrWithAnUnhealthyProxy() throws Exception {
        int port = freePort();
        update(Map.of(WEB, v4(port, 0)), LOOPBACK);
        assertThat(answer("127.0.0.1", port).status()).isEqualTo(503);

        update(Map.of(WEB, v4(port, 1)), LOOPBACK);
        assertThat(answer("127.0.0.1", port).status()).isEqualTo(200);

        proxyHealthy = false;
        RawHttp.Answer unhealthy = answer("127.0.0.1", port);
        assertThat(unhealthy.status()).isEqualTo(503);
        assertThat(unhealthy.body())
                .contains("\"localEndpoints\": 1")
                .contains("\"serviceProxyHealthy\": false");
    }

    /** Skips the test on a kernel without IPv6. */
    private static void needsIpv6() {
        if (!Files.exists(Path.of("/proc/net/if_inet6"))) {
            Skipped.because("this kernel has no IPv6 (/proc/net/if_inet6 is missing)");
        }
    }

    @Test
    void familiesShareASocketAndHaveTheirOwnCounts() throws Exception {
        needsIpv6();
        int port = freePort();
        Map<IpFamily, Integer> counts = Map.of(IpFamily.IPV4, 3, IpFamily.IPV6, 0);
        update(Map.of(WEB, new ServiceHealth(port, counts)), ALL);

        assertThat(answer("127.0.0.1", port).header("X-Load-Balancing-Endpoint-Weight"))
                .isEqualTo("3");
        assertThat(answer("::1", port).status()).isEqualTo(503);
        assertThat(events).isEmpty();
    }

    @Test
    void answersOnListedAddressesOnly() throws Exception {
        needsIpv6();
        int port = freePort();
        update(Map.of(WEB, v4(port, 1)), LOOPBACK);
        assertThat(ask("127.0.0.2", port)).isNull();
        assertThat(ask("::1", port)).isNull();

        // With a wildcard of the other family, one socket gives the same answers.
        Map<IpFamily, Integer> both = Map.of(IpFamily.IPV4, 1, IpFamily.IPV6, 1);
        List<IpAddress> mixed = List.of(IpAddress.of("127.0.0.1"), IpAddress.of("::"));
        update(Map.of(WEB, new ServiceHealth(port, both)), mixed);
        assertThat(answer("127.0.0.1", port).status()).isEqualTo(200);
        assertThat(answer("::1", port).status()).isEqualTo(200);
        assertThat(ask("127.0.0.2", port)).isNull();
    }

    /** Addresses come and go with interfaces, and with IPv6. */
    @Test
    void connectionsStayWhenAnotherAddressChanges() throws Exception {
        int port = freePort();
        update(Map.of(WEB, v4(port, 1)), LOOPBACK);
        try (Socket kept = new Socket("127.0.0.1", port)) {
            assertThat(askAgain(kept)).contains("\"localEndpoints\": 1");
            List<IpAddress> two = List.of(LOOPBACK.getFirst(), IpAddress.of("127.0.0.2"));
            update(Map.of(WEB, v4(port, 2)), two);
            assertThat(answer("127.0.0.2", port).status()).isEqualTo(200);
            assertThat(askAgain(kept)).contains("\"localEndpoints\": 2");

            update(Map.of(WEB, v4(port, 3)), LOOPBACK);
            assertThat(ask("127.0.0.2", port)).isNull();
            assertThat(askAgain(kept)).contains("\"localEndpoints\": 3");
        }
    }

    private static String askAgain(Socket connection) throws IOException {
        connection.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
        byte[] answer = new byte[4096];
        int length = 0;
        while (!new String(answer, 0, length, US_ASCII).endsWith("}")) {
            int read = connection.getInputStream().read(answer, length, answer.length - length);
            assertThat(read).as("the connection goes on").isPositive();
            length += read;
        }
        return new String(answer, 0, length, US_ASCII);
    }

    @Test
    void closesPortsThatAnUpdateRemoves() throws Exception {
        int port = freePort();
        update(Map.of(WEB, v4(port, 1)), LOOPBACK);
        answer("127.0.0.1", port);

        update(Map.of(), LOOPBACK);

        assertThat(ask("127.0.0.1", port)).isNull();
    }

    @Test
    void portMovesToAnotherServiceInOneUpdate() throws Exception {
        int first = freePort();
        int second = freePort();
        update(Map.of(WEB, v4(first, 1), API, v4(second, 2)), LOOPBACK);

        update(Map.of(WEB, v4(second, 1), API, v4(first, 2)), LOOPBACK);

        assertThat(answer("127.0.0.1", first).body()).contains("\"name\": \"api\"");
        assertThat(answer("127.0.0.1", second).body()).contains("\"name\": \"web\"");
        assertThat(events).isEmpty();
    }

    @Test
    void portInUseIsReportedAsAnEventAndRetried() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            update(Map.of(WEB, v4(port, 1)), LOOPBACK);

            assertThat(events.poll(10, TimeUnit.SECONDS))
                    .startsWith("shop/web FailedToStartServiceHealthcheck: ")
                    .contains("node-1", ":" + port, "Address already in use");
        }
        RawHttp.Answer answer = ask("127.0.0.1", port);
        for (int attempt = 0; answer == null && attempt < 10_000; attempt++) {
            settle();
            answer = ask("127.0.0.1", port);
        }
        assertThat(answer).isNotNull();
        assertThat(events).as("one Event, not one for each attempt").isEmpty();
    }

    @Test
    void closedPortIsNotRetried() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            update(Map.of(WEB, v4(port, 1)), LOOPBACK);
            update(Map.of(), LOOPBACK);
        }
        CountDownLatch longerThanEveryRetry = new CountDownLatch(1);
        ports.execute(
                () -> ports.schedule(Duration.ofMillis(100), longerThanEveryRetry::countDown));
        assertThat(longerThanEveryRetry.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(ask("127.0.0.1", port)).isNull();
    }

    @Test
    void updateDoesNotWaitForPorts() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        ports.execute(
                () -> {
                    try {
                        mayGoOn.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                });
        int port = freePort();

        servers.update(Map.of(WEB, v4(port, 1)), LOOPBACK);

        mayGoOn.countDown();
        settle();
        settle();
        answer("127.0.0.1", port);
    }
}
