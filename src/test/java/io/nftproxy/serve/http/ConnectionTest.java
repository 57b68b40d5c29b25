package io.nftproxy.serve.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.nftproxy.core.pacing.Backoff;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests as bytes, and the answers to them. */
class ConnectionTest {
    private final HttpPorts ports =
            new HttpPorts("http-ports-test", Backoff.constant(Duration.ofMillis(5)));

    private InetSocketAddress at;

    @BeforeEach
    void serve() throws IOException {
        at = RawHttp.serve(ports, ConnectionTest::echo);
    }

    @AfterEach
    void stop() {
        ports.close();
    }

    private static void echo(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Response.text(exchange, 200, "<" + exchange.getRequestURI() + " " + body + ">");
    }

    private String send(String request) throws IOException {
        return RawHttp.exchange(at.getAddress(), at.getPort(), request);
    }

    @Test
    void answersRequestsOfOneConnectionInTheirOrder() throws IOException {
        String all =
                send(
                        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n"
                                + "PUT /2 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
                                + "GET /3 HTTP/1.1\r\nConnection: close\r\n\r\n"
                                + "GET /4 HTTP/1.1\r\n\r\n");

        assertThat(all).containsSubsequence("</1 >", "</2 abc>", "</3 >").doesNotContain("/4");
        assertThat(all).containsOnlyOnce("Connection: close").contains("Date: ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'GET /\r\n\r\n', 400",
        "'GET / HTTP/2.0\r\n\r\n', 400",
        "'GET / HTTP/1.1\r\nno colon\r\n\r\n', 400",
        "'GET / HTTP/1.1\r\nName : x\r\n\r\n', 400",
        "'GET /%zz HTTP/1.1\r\n\r\n', 400",
        "'PUT / HTTP/1.1\r\nContent-Length: -1\r\n\r\n', 400",
        "'PUT / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400",
        "'PUT / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n', 413",
        "'PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 411",
    })
    void answersABadRequestWithItsStatusAndCloses(String request, int status) throws IOException {
        assertThat(send(request + "GET /next HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status + " ")
                .doesNotContain("/next");
    }

    @Test
    void limitsTheHeaders() throws IOException {
        assertThat(send("GET / HTTP/1.1\r\nA: " + "x".repeat(16_400))).contains(" 431 ");
    }

    @Test
    void answersContinueBeforeABody() throws IOException {
        try (Socket client = new Socket(at.getAddress(), at.getPort())) {
            String head = "PUT / HTTP/1.0\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n";
            client.getOutputStream().write(head.getBytes(ISO_8859_1));
            byte[] go = client.getInputStream().readNBytes(25);
            assertThat(new String(go, ISO_8859_1)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.getOutputStream().write('x');
            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8)).contains("</ x>");
        }
    }

    /** The server of the JDK has three threads for each port, of which two wake up every second. */
    @Test
    void hasOneThreadForAllPorts() throws IOException {
        RawHttp.serve(ports, ConnectionTest::echo);
        Thread[] threads = new Thread[Thread.activeCount() + 100];
        int count = Thread.enumerate(threads);
        Set<String> names =
                Arrays.stream(threads, 0, count).map(Thread::getName).collect(Collectors.toSet());

        assertThat(names).contains("http").noneMatch(name -> name.contains("req-rsp-timeout"));
    }
}
