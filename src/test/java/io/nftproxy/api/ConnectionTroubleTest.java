package io.nftproxy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.nftproxy.api.Trouble.Cause;
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

/** What an operator reads where there was no answer, with real sockets. */
class ConnectionTroubleTest {
    private static Trouble trouble(String url) throws AccessProblem {
        ApiClient api = TestClient.client(url, RequestListener.NONE);
        Duration time = Duration.ofMillis(500);
        return Assertions.catchThrowableOfType(
                Trouble.class, () -> api.get("LIST", "/", time, time).close());
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void nothingListens() throws Exception {
        Trouble trouble = trouble("http://127.0.0.1:1");

        assertThat(trouble.why()).isEqualTo(Cause.REFUSED);
        assertThat(trouble.words()).isEqualTo("cannot connect to 127.0.0.1:1: connection refused");
    }

    @Test
    void thereIsNoSuchName() throws Exception {
        Trouble trouble = trouble("http://api.invalid:80");

        assertThat(trouble.why()).isEqualTo(Cause.UNREACHABLE);
        assertThat(trouble.words()).isEqualTo("cannot resolve the name in api.invalid:80");
    }

    @Test
    void itAcceptsAndSaysNothing() throws Exception {
        try (ServerSocket mute = listen()) {
            String where = "127.0.0.1:" + mute.getLocalPort();

            assertThat(trouble("http://" + where).words())
                    .isEqualTo(where + " accepts connections, gives no answer");
        }
    }

    @Test
    void itAcceptsAndCloses() throws Exception {
        try (ServerSocket rude = listen()) {
            Thread.ofVirtual().start(() -> closeAll(rude));
            String where = "127.0.0.1:" + rude.getLocalPort();

            Trouble trouble = trouble("http://" + where);

            assertThat(trouble.why()).isEqualTo(Cause.UNREACHABLE);
            assertThat(trouble.words()).contains(where).doesNotContain("parser", "java.");
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

    /** As the JDK's client throws it. */
    @Test
    void thisProcessHasNoDescriptorsLeft() throws Exception {
        ApiServer server =
                ApiServer.of(ApiAccessLoader.load(null, "http://10.96.0.1:443", Map.of()));
        Throwable jdks = new InternalError(new SocketException("Too many open files"));

        Trouble trouble = ConnectionTrouble.of(new IOException(jdks), server);

        assertThat(trouble.why()).isEqualTo(Cause.DESCRIPTORS);
        assertThat(trouble.words())
                .matches("this process has used up its file descriptors \\(limit \\d+\\)");
    }

    @Test
    void aCertificateThatIsGoneIsNamedToo() {
        Config config = ApiAccessLoader.empty().withClientCertFile("/no/such.crt").build();

        assertThat(ClientCertificate.hint(config, Instant.EPOCH))
                .isEqualTo("; our client certificate /no/such.crt cannot be read");
    }
}
