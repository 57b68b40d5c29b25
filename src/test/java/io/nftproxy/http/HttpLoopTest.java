package io.nftproxy.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpLoopTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private HttpLoop loop;

    @BeforeEach
    void start() throws IOException {
        loop = HttpLoop.start("http-test", () -> NOW);
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    private int listen(HttpHandler handler) throws IOException {
        return RawHttp.serve(loop, handler).getPort();
    }

    private static String exchange(int port, String request) throws IOException {
        return RawHttp.exchange(InetAddress.getLoopbackAddress(), port, request);
    }

    @Test
    void writesAWholeResponse() throws Exception {
        int port = listen(request -> HttpResponse.json(503, "{}").with("X-Weight", "2"));

        assertThat(exchange(port, "GET /a HTTP/1.0\r\n\r\n"))
                .isEqualTo(
                        """
                        HTTP/1.1 503 Service Unavailable\r
                        Content-Type: application/json\r
                        X-Weight: 2\r
                        X-Content-Type-Options: nosniff\r
                        Content-Length: 2\r
                        Date: Sun, 22 Nov 2026 10:00:00 GMT\r
                        Connection: close\r
                        \r
                        {}""");
    }

    @Test
    void answersPipelinedRequestsInOrderAndClosesWhenAsked() throws Exception {
        int port = listen(request -> HttpResponse.text(200, request.path()));
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            requests.append("GET /").append(i).append(" HTTP/1.1\r\n\r\n");
        }
        requests.append("GET /last HTTP/1.1\r\nConnection: close\r\n\r\n");

        String answers = exchange(port, requests.toString());

        List<String> bodies = new ArrayList<>();
        for (String answer : answers.split("HTTP/1.1 200 OK\r\n")) {
            bodies.add(answer.substring(answer.lastIndexOf('\n') + 1));
        }
        assertThat(bodies).hasSize(52).endsWith("/48", "/49", "/last");
    }

    @Test
    void headHasNoBodyButItsLength() throws Exception {
        int port = listen(request -> HttpResponse.text(200, "body"));

        assertThat(exchange(port, "HEAD / HTTP/1.0\r\n\r\n"))
                .contains("Content-Length: 4\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void sendsABodyLargerThanEverySocketBuffer() throws Exception {
        byte[] body = new byte[32 * 1024 * 1024];
        body[body.length - 1] = 'z';
        int port = listen(request -> HttpResponse.of(200, "application/octet-stream", body));

        try (HttpClient client = HttpClient.newHttpClient()) {
            byte[] received = client.send(get(port, "/"), BodyHandlers.ofByteArray()).body();
            assertThat(received).isEqualTo(body);
        }
    }

    @Test
    void aFailingHandlerIsA500AndTheNextRequestIsServed() throws Exception {
        int port =
                listen(
                        request -> {
                            if (request.path().equals("/bad")) {
                                throw new IllegalStateException("broken on purpose");
                            }
                            return HttpResponse.text(200, "good");
                        });

        assertThat(exchange(port, "GET /bad HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 500 ");
        assertThat(exchange(port, "GET /good HTTP/1.0\r\n\r\n")).endsWith("good");
    }

    @Test
    void aBadRequestIsAnsweredAndTheConnectionEnds() throws Exception {
        int port = listen(request -> HttpResponse.text(200, "ok"));

        assertThat(exchange(port, "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void slowWorkHoldsUpNobodyAndRunsOnce() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        HttpAnswer.Slow slow =
                new HttpAnswer.Slow(
                        () -> {
                            started.countDown();
                            assertThat(mayEnd.await(10, TimeUnit.SECONDS)).isTrue();
                            return HttpResponse.text(200, "done");
                        });
        int port = listen(request -> request.path().equals("/slow") ? slow : ok());

        try (HttpClient client = HttpClient.newHttpClient()) {
            var first = client.sendAsync(get(port, "/slow"), BodyHandlers.ofString());
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(exchange(port, "GET /quick HTTP/1.0\r\n\r\n")).endsWith("ok");
            assertThat(exchange(port, "GET /slow HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 429 ");
            mayEnd.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
        }
    }

    @Test
    void aConnectionToAnAddressThatIsNotServedIsClosedUnanswered() throws Exception {
        Listener listener = loop.listenNow(ANY_PORT, local -> null);
        int port = Objects.requireNonNull(listener.boundAddress()).getPort();

        assertThat(connectionIsClosedUnanswered(port)).isTrue();
    }

    private static boolean connectionIsClosedUnanswered(int port) {
        try {
            return exchange(port, "GET / HTTP/1.0\r\n\r\n").isEmpty();
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void closingAListenerFreesItsPortAndEndsItsConnections() throws Exception {
        Listener listener = loop.listenNow(ANY_PORT, local -> request -> ok());
        InetSocketAddress address = Objects.requireNonNull(listener.boundAddress());
        try (Socket kept = new Socket(address.getAddress(), address.getPort())) {
            kept.setSoTimeout(10_000);
            kept.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(kept.getInputStream().read()).isEqualTo('H');

            listener.close();

            kept.getInputStream().readAllBytes();
            new ServerSocket(address.getPort(), 1, address.getAddress()).close();
        }
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
            loop.listen(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    local -> request -> ok(),
                    Backoff.constant(Duration.ofMillis(10)),
                    observer);
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("failed 1");
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("failed 2");
        }
        String last = told.poll(10, TimeUnit.SECONDS);
        while (last != null && !last.equals("bound")) {
            last = told.poll(10, TimeUnit.SECONDS);
        }
        assertThat(last).isEqualTo("bound");
        assertThat(exchange(port, "GET / HTTP/1.0\r\n\r\n")).endsWith("ok");
    }

    @Test
    void hardFailSaysWhatWhereAndWhy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();

            assertThatThrownBy(
                            () ->
                                    Ports.serve(
                                            loop,
                                            address,
                                            request -> ok(),
                                            "metrics",
                                            true,
                                            message -> {}))
                    .hasMessageContaining("cannot serve metrics on ")
                    .hasMessageContaining("" + address.getPort())
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void theWaitDoublesUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

        assertThat(List.of(1, 2, 3, 5, 6, 1000).stream().map(backoff::after))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 16L, 30L, 30L);
    }

    @Test
    void moreClientsThanTheBoundAreServedByDroppingTheOldest() throws Exception {
        int port = listen(request -> ok());
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }

            assertThat(exchange(port, "GET / HTTP/1.0\r\n\r\n")).endsWith("ok");
            silent.getFirst().setSoTimeout(10_000);
            assertThat(silent.getFirst().getInputStream().read()).isEqualTo(-1);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "says nothing,             ''",
        "stops within a request,   'GET / HTTP/1.1\r\nHost: '",
        "is idle after an answer,  'GET / HTTP/1.1\r\n\r\n'",
    })
    void aClientLosesItsConnectionThat(String name, String sent) throws Exception {
        Duration brief = Duration.ofMillis(20);
        Connection.Limits limits = new Connection.Limits(brief, brief, brief);
        try (HttpLoop impatient = HttpLoop.start("http-test", () -> NOW, limits)) {
            InetSocketAddress at = RawHttp.serve(impatient, request -> ok());

            String answer = RawHttp.exchange(at.getAddress(), at.getPort(), sent);

            assertThat(answer).as(name).doesNotContain("Connection: close");
        }
    }

    private static HttpResponse ok() {
        return HttpResponse.text(200, "ok");
    }

    private static java.net.http.HttpRequest get(int port, String path) {
        return java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .build();
    }
}
