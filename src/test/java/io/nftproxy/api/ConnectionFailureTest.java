package io.nftproxy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.nftproxy.api.ApiFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The failures of requests without an answer, with real sockets. */
class ConnectionFailureTest {
    private static ApiFailure failure(String url) throws AccessProblem {
        ApiClient api = TestClient.client(url);
        Duration time = Duration.ofMillis(500);
        return Assertions.catchThrowableOfType(
                ApiFailure.class, () -> api.get("LIST", "/", time, time).close());
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void refusedConnectionIsNamed() throws Exception {
        ApiFailure failure = failure("http://127.0.0.1:1");

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.reason()).isEqualTo("cannot connect to 127.0.0.1:1: connection refused");
    }

    @Test
    void unknownHostIsNamed() throws Exception {
        ApiFailure failure = failure("http://api.invalid:80");

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.reason()).isEqualTo("cannot resolve the name in api.invalid:80");
    }

    @Test
    void missingAnswerIsNamed() throws Exception {
        try (ServerSocket mute = listen()) {
            String where = "127.0.0.1:" + mute.getLocalPort();

            assertThat(failure("http://" + where).reason())
                    .isEqualTo(where + " accepts connections but does not answer");
        }
    }

    @Test
    void connectionClosedByTheServerIsNamed() throws Exception {
        try (ServerSocket rude = listen()) {
            Thread.ofVirtual().start(() -> closeAll(rude));
            String where = "127.0.0.1:" + rude.getLocalPort();

            ApiFailure failure = failure("http://" + where);

            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure.reason()).contains(where).doesNotContain("parser", "java.");
        }
    }

    private static void closeAll(ServerSocket server) {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[10_000]);
                }
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    /** The exception is the one that the JDK's client throws. */
    @Test
    void lackOfFileDescriptorsIsNamed() throws Exception {
        ApiServer server =
                ApiServer.of(ApiAccessLoader.load(null, "http://10.96.0.1:443", Map.of()));
        Throwable jdks = new InternalError(new SocketException("Too many open files"));

        ApiFailure failure = ConnectionFailure.of(new IOException(jdks), server);

        assertThat(failure.kind()).isEqualTo(Kind.DESCRIPTORS);
        assertThat(failure.reason())
                .matches("no file descriptors left in this process \\(limit \\d+\\)");
    }

    @Test
    void missingClientCertificateIsReported() {
        Config config = ApiAccessLoader.empty().withClientCertFile("/no/such.crt").build();

        assertThat(ApiServer.certificateHint(config, Instant.EPOCH))
                .isEqualTo("; our client certificate /no/such.crt cannot be read");
    }
}
