package io.nftproxy.serve.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.nftproxy.core.pacing.Backoff;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpPortsTest {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final HttpPorts ports =
            new HttpPorts(
                    "http-ports-test", new Backoff(Duration.ofMillis(5), Duration.ofMillis(5)));

    @AfterEach
    void stop() {
        ports.close();
    }

    private static void ok(HttpExchange exchange) throws IOException {
        Response.text(exchange, 200, "ok");
    }

    private static HttpPort port(InetSocketAddress address, Predicate<InetAddress> answers) {
        return new HttpPort("test", address, answers, HttpPortsTest::ok, message -> {});
    }

    private static HttpPort port(InetSocketAddress address) {
        return port(address, local -> true);
    }

    private static String exchange(int port, String request) throws IOException {
        return RawHttp.exchange(InetAddress.getLoopbackAddress(), port, request);
    }

    @Test
    void sendsStatusHeadersAndBody() throws Exception {
        InetSocketAddress at =
                RawHttp.serve(
                        ports,
                        exchange -> {
                            exchange.getResponseHeaders().set("X-Weight", "2");
                            Response.json(exchange, 503, "{}");
                        });

        RawHttp.Answer answer = RawHttp.get(at, "/");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("X-Weight")).isEqualTo("2");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Length")).isEqualTo("2");
        assertThat(answer.body()).isEqualTo("{}");
    }

    /** A port that is closed at any moment of its binding is free afterwards. */
    @Test
    void portThatIsClosedWhileItIsBoundIsFree() throws Exception {
        InetSocketAddress at = freePort();
        for (int round = 0; round < 300; round++) {
            Listener listener = ports.open(port(at));
            for (int i = 0; i < 100 * (round % 30); i++) {
                Thread.onSpinWait();
            }
            listener.close();
            CountDownLatch bound = new CountDownLatch(1);
            ports.execute(bound::countDown);
            bound.await();
            assertThat(listener.boundAddress()).as("round %d", round).isNull();
        }
    }

    private static InetSocketAddress freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
    }

    @Test
    void headReturnsTheLengthAndNoBody() throws Exception {
        InetSocketAddress at = RawHttp.serve(ports, HttpPortsTest::ok);

        RawHttp.Answer answer = RawHttp.send(at, "HEAD", "/", "");

        assertThat(answer.header("Content-Length")).isEqualTo("2");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest(name = "{0} is answered by {1}")
    @CsvSource({
        "/metrics,          /metrics",
        "/metrics?x=1,      /metrics",
        "/metrics/,         404",
        "/metrics-and-more, 404",
        "/debug/,           /debug/",
        "/debug/a/b,        /debug/",
        "/debug/pprof/a,    /debug/pprof/",
        "/,                 404"
    })
    void routesByPath(String target, String route) throws Exception {
        Routes routes = new Routes();
        for (String path : List.of("/metrics", "/debug/", "/debug/pprof/")) {
            routes.add(path, exchange -> Response.text(exchange, 200, path));
        }

        RawHttp.Answer answer = RawHttp.get(RawHttp.serve(ports, routes), target);

        assertThat(answer.status() == 404 ? "404" : answer.body()).isEqualTo(route);
    }

    @Test
    void exceptionOfAPageGives500() throws Exception {
        InetSocketAddress at =
                RawHttp.serve(
                        ports,
                        exchange -> {
                            if (exchange.getRequestURI().getPath().equals("/bad")) {
                                throw new IllegalStateException("broken on purpose");
                            }
                            ok(exchange);
                        });

        assertThat(RawHttp.get(at, "/bad").status()).isEqualTo(500);
        assertThat(RawHttp.get(at, "/good").body()).isEqualTo("ok");
    }

    @Test
    void slowPageDelaysNoOtherRequest() throws Exception {
        CountDownLatch slowRuns = new CountDownLatch(1);
        CountDownLatch quickIsDone = new CountDownLatch(1);
        InetSocketAddress at =
                RawHttp.serve(
                        ports,
                        exchange -> {
                            if (exchange.getRequestURI().getPath().equals("/slow")) {
                                slowRuns.countDown();
                                await(quickIsDone);
                            }
                            ok(exchange);
                        });
        try (Socket slow = new Socket(at.getAddress(), at.getPort())) {
            slow.getOutputStream().write("GET /slow HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
            await(slowRuns);

            assertThat(RawHttp.get(at, "/quick").body()).isEqualTo("ok");
            quickIsDone.countDown();
            assertThat(new String(slow.getInputStream().readAllBytes(), ISO_8859_1)).endsWith("ok");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void connectionToAnAddressThatIsNotServedIsClosed() throws Exception {
        Listener listener = ports.openNow(port(ANY_PORT, local -> false));
        int port = Objects.requireNonNull(listener.boundAddress()).getPort();

        assertThat(isClosedUnanswered(port)).isTrue();
    }

    private static boolean isClosedUnanswered(int port) {
        try {
            return exchange(port, "GET / HTTP/1.0\r\n\r\n").isEmpty();
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void closingAListenerFreesItsPortAndEndsItsConnections() throws Exception {
        Listener listener = ports.openNow(port(ANY_PORT));
        InetSocketAddress address = Objects.requireNonNull(listener.boundAddress());
        try (Socket kept = new Socket(address.getAddress(), address.getPort())) {
            kept.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(kept.getInputStream().read()).isEqualTo('H');

            listener.close();

            assertThat(kept.getInputStream().readAllBytes()).isNotEmpty();
            new ServerSocket(address.getPort(), 1, address.getAddress()).close();
        }
        assertThat(listener.boundAddress()).isNull();
    }

    @Test
    void portIsNotBoundAfterAllAreClosed() throws Exception {
        ports.close();
        Listener late = ports.openNow(port(ANY_PORT));
        assertThat(late.boundAddress()).isNull();
    }

    @Test
    void portInUseIsRetriedUntilItIsFree() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        Listener listener;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress at = (InetSocketAddress) taken.getLocalSocketAddress();
            listener = ports.open(HttpPort.of("test", at, HttpPortsTest::ok, events::add));
            assertThat(events.poll(60, TimeUnit.SECONDS)).contains("Address already in use");
        }
        while (listener.boundAddress() == null) {
            CountDownLatch attempted = new CountDownLatch(1);
            ports.schedule(Duration.ofMillis(5), attempted::countDown);
            await(attempted);
        }
        assertThat(exchange(listener.boundAddress().getPort(), "GET / HTTP/1.0\r\n\r\n"))
                .endsWith("ok");
        assertThat(events).as("one Event, not one for each attempt").isEmpty();
    }

    @Test
    void openNowFailsWithPurposeAddressAndCause() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();

            List<String> events = new ArrayList<>();
            String message =
                    "Cannot serve metrics on 127.0.0.1:%d: Address already in use"
                            .formatted(address.getPort());
            assertThatThrownBy(
                            () ->
                                    ports.openNow(
                                            HttpPort.of(
                                                    "metrics",
                                                    address,
                                                    HttpPortsTest::ok,
                                                    events::add)))
                    .hasMessage(message);
            assertThat(events).as("the Event").containsExactly(message);
        }
    }

    @Test
    void failureIsReportedAsAnEventEveryHalfHour() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        InetSocketAddress address = InetSocketAddress.createUnresolved("fd00::1", 10256);
        Listener listener =
                new Listener(
                        ports, HttpPort.of("healthz", address, HttpPortsTest::ok, events::add));
        for (int attempt = 1; attempt <= 361; attempt++) {
            listener.bindFailed(new IOException("Address already in use"), attempt);
        }

        assertThat(events)
                .hasSize(2)
                .containsOnly("Cannot serve healthz on [fd00::1]:10256: Address already in use");
    }
}
