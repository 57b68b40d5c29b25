package io.nftproxy.serve.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpPortsTest {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final HttpPorts ports = new HttpPorts("http-ports-test");

    @AfterEach
    void stop() {
        ports.close();
    }

    private static HttpResponse ok() {
        return HttpResponse.text(200, "ok");
    }

    private static String exchange(int port, String request) throws IOException {
        return RawHttp.exchange(InetAddress.getLoopbackAddress(), port, request);
    }

    @Test
    void sendsStatusHeadersAndBody() throws Exception {
        InetSocketAddress at =
                RawHttp.serve(ports, request -> HttpResponse.json(503, "{}").with("X-Weight", "2"));

        RawHttp.Answer answer = RawHttp.get(at, "/");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("X-Weight")).isEqualTo("2");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Length")).isEqualTo("2");
        assertThat(answer.body()).isEqualTo("{}");
    }

    /** Wherever in the middle of its binding a port is closed, it is free then and stays so. */
    @Test
    void aPortThatIsClosedWhileItIsBoundIsFree() throws Exception {
        InetSocketAddress at = freePort();
        Backoff hourly = Backoff.constant(Duration.ofHours(1));
        for (int round = 0; round < 300; round++) {
            BindReport report = new BindReport("round " + round, message -> {});
            Listener listener = ports.listen(at, local -> true, request -> ok(), hourly, report);
            for (int i = 0; i < 100 * (round % 30); i++) {
                Thread.onSpinWait();
            }
            listener.closeNow();
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
    void headHasNoBodyButItsLength() throws Exception {
        InetSocketAddress at = RawHttp.serve(ports, request -> ok());

        RawHttp.Answer answer = RawHttp.send(at, "HEAD", "/", "");

        assertThat(answer.header("Content-Length")).isEqualTo("2");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: path {1}, x is {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        /a/b              | /a/b | null
        /a?x=1            | /a   | 1
        /a?y=2&x=%20&x=3  | /a   | ' '
        /a?x=%zz          | /a   | null
        """)
    void readsTheTarget(String target, String path, String x) throws Exception {
        InetSocketAddress at =
                RawHttp.serve(
                        ports,
                        request ->
                                HttpResponse.text(
                                        200, request.path() + "," + request.parameter("x")));
        if (target.contains("%zz")) {
            assertThat(RawHttp.get(at, target).status()).as("refused by the JDK").isEqualTo(400);
            return;
        }

        assertThat(RawHttp.get(at, target).body()).isEqualTo(path + "," + x);
    }

    @Test
    void readsHeadersBodyAndOurAddress() throws Exception {
        InetSocketAddress at =
                RawHttp.serve(
                        ports,
                        request ->
                                HttpResponse.text(
                                        200,
                                        request.headers().get("x-a")
                                                + request.body().length()
                                                + request.local().getHostAddress()));

        assertThat(
                        exchange(
                                at.getPort(),
                                "PUT / HTTP/1.0\r\nX-A: b\r\nContent-Length: 2000\r\n\r\n"
                                        + "c".repeat(2000)))
                .endsWith("b1024127.0.0.1");
    }

    @Test
    void aFailingPageIsA500AndTheNextRequestIsServed() throws Exception {
        InetSocketAddress at =
                RawHttp.serve(
                        ports,
                        request -> {
                            if (request.path().equals("/bad")) {
                                throw new IllegalStateException("broken on purpose");
                            }
                            return ok();
                        });

        assertThat(RawHttp.get(at, "/bad").status()).isEqualTo(500);
        assertThat(RawHttp.get(at, "/good").body()).isEqualTo("ok");
    }

    @Test
    void aPageThatTakesItsTimeHoldsUpNobody() throws Exception {
        CountDownLatch slowRuns = new CountDownLatch(1);
        CountDownLatch quickIsDone = new CountDownLatch(1);
        InetSocketAddress at =
                RawHttp.serve(
                        ports,
                        request -> {
                            if (request.path().equals("/slow")) {
                                slowRuns.countDown();
                                await(quickIsDone);
                            }
                            return ok();
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
    void aConnectionToAnAddressThatIsNotServedIsClosedUnanswered() throws Exception {
        Listener listener = ports.listenNow(ANY_PORT, local -> false, request -> ok());
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
        Listener listener = ports.listenNow(ANY_PORT, local -> true, request -> ok());
        InetSocketAddress address = Objects.requireNonNull(listener.boundAddress());
        try (Socket kept = new Socket(address.getAddress(), address.getPort())) {
            kept.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(kept.getInputStream().read()).isEqualTo('H');

            listener.close();
            CountDownLatch closed = new CountDownLatch(1);
            ports.execute(closed::countDown);
            await(closed);

            assertThat(kept.getInputStream().readAllBytes()).isNotEmpty();
            new ServerSocket(address.getPort(), 1, address.getAddress()).close();
        }
        assertThat(listener.boundAddress()).isNull();
    }

    @Test
    void aPortIsNotBoundOnceAllAreClosed() throws Exception {
        ports.close();
        Listener late = ports.listenNow(ANY_PORT, local -> true, request -> ok());
        assertThat(late.boundAddress()).isNull();
    }

    @Test
    void aPortThatIsTakenIsTriedAgainUntilItIsFree() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        BindObserver observer =
                new BindObserver() {
                    @Override
                    public void bound(InetSocketAddress address) {
                        told.add("bound");
                    }

                    @Override
                    public void bindFailed(
                            InetSocketAddress address, IOException cause, int attempt) {
                        told.add("failed " + attempt);
                    }
                };
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            ports.listen(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    local -> true,
                    request -> ok(),
                    Backoff.constant(Duration.ofMillis(10)),
                    observer);
            assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("failed 1");
            assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("failed 2");
        }
        String last = told.poll(60, TimeUnit.SECONDS);
        while (last != null && !last.equals("bound")) {
            last = told.poll(60, TimeUnit.SECONDS);
        }
        assertThat(last).isEqualTo("bound");
        assertThat(exchange(port, "GET / HTTP/1.0\r\n\r\n")).endsWith("ok");
    }

    @Test
    void hardFailSaysWhatWhereAndWhy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();

            List<String> events = new ArrayList<>();
            String message =
                    "cannot serve metrics on 127.0.0.1:%d: Address already in use"
                            .formatted(address.getPort());
            assertThatThrownBy(
                            () ->
                                    ports.serve(
                                            address, request -> ok(), "metrics", true, events::add))
                    .hasMessage(message);
            assertThat(events).as("the Event").containsExactly(message);
        }
    }

    @Test
    void theFirstFailureIsAnEventAndTheNextOnesAreNot() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        BindReport report = new BindReport("healthz", events::add);
        InetSocketAddress address = InetSocketAddress.createUnresolved("fd00::1", 10256);
        for (int attempt = 1; attempt <= 61; attempt++) {
            report.bindFailed(address, new IOException("Address already in use"), attempt);
        }

        assertThat(events)
                .hasSize(2)
                .containsOnly("cannot serve healthz on [fd00::1]:10256: Address already in use");
    }
}
