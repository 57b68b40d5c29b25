package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The detection of a running service proxy by the answer of its health server. */
class HealthzProbeTest {
    private static final String RECORDED =
            "{\"lastUpdated\":\"2026-11-28T09:48:47.504610218Z\","
                    + "\"currentTime\":\"2026-11-28T09:48:47.504589845Z\",\"nodeEligible\":true}";

    @ParameterizedTest(name = "status {0} on {1}")
    @CsvSource({"200, 127.0.0.1", "503, 127.0.0.1", "200, 0.0.0.0"})
    void findsAHealthyOrUnhealthyProxy(int status, String bound) throws Exception {
        try (ServerSocket server = answerOnce(status, RECORDED)) {
            assertThat(new HealthzProbe(address(bound, server)).find())
                    .contains("http://127.0.0.1:" + server.getLocalPort() + "/healthz");
        }
    }

    @ParameterizedTest(name = "status {0}: {1}")
    @CsvSource({"200, ok", "404, 404 page not found", "500, ''"})
    void findsNoProxyInOtherAnswers(int status, String body) throws Exception {
        try (ServerSocket server = answerOnce(status, body)) {
            assertThat(new HealthzProbe(address("127.0.0.1", server)).find()).isEmpty();
        }
    }

    @Test
    void findsNoProxyOnAClosedPort() throws Exception {
        ServerSocket closed = answerOnce(200, RECORDED);
        closed.close();

        assertThat(new HealthzProbe(address("127.0.0.1", closed)).find())
                .isEqualTo(Optional.empty());
    }

    private static InetSocketAddress address(String bound, ServerSocket server) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(bound), server.getLocalPort());
    }

    private static ServerSocket answerOnce(int status, String body) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(() -> answer(server, status, body));
        return server;
    }

    private static void answer(ServerSocket server, int status, String body) {
        try (Socket connection = server.accept()) {
            byte[] request = new byte[1024];
            int read = connection.getInputStream().read(request);
            assertThat(new String(request, 0, read, StandardCharsets.UTF_8))
                    .startsWith("GET /healthz HTTP/1.");
            String answer =
                    "HTTP/1.1 %d x\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(status, body.length(), body);
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The test is over.
        }
    }
}
