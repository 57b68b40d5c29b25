package io.nftproxy.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as bytes, and what is read from them. */
class ApiConnectionTest {
    private static final Duration TIME = Duration.ofSeconds(20);

    /** The heads of all requests, each after the number of its connection. */
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private ServerSocket server;

    /** What each request is answered with. */
    private volatile String answer = "";

    /** Whether the server closes each connection after an answer, without saying so before. */
    private volatile boolean closes;

    @TempDir private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            for (int number = 1; true; number++) {
                Socket client = server.accept();
                int connection = number;
                Thread.ofVirtual().start(() -> serve(client, connection));
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private void serve(Socket client, int connection) {
        try (client) {
            InputStream in = client.getInputStream();
            StringBuilder head = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                head.append((char) next);
                if (head.indexOf("\r\n\r\n") >= 0) {
                    requests.add(connection + " " + head);
                    head.setLength(0);
                    client.getOutputStream().write(answer.getBytes(ISO_8859_1));
                    if (closes) {
                        return;
                    }
                }
            }
        } catch (IOException _) {
            // The client has left.
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private static String read(ApiClient client) throws IOException {
        try (ApiResponse response = client.get("LIST", "/list", TIME, TIME)) {
            return new String(response.body().readAllBytes(), ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello",
                "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n005\r\nhello\r\n0\r\nA: b\r\n\r\n",
            })
    void readsABodyAndUsesTheConnectionAgain(String bytes) throws Exception {
        answer = bytes;
        ApiClient client = TestClient.client(url(), RequestListener.NONE);

        assertThat(read(client)).isEqualTo("hello");
        assertThat(read(client)).isEqualTo("hello");
        assertThat(requests).hasSize(2).allMatch(request -> request.startsWith("1 GET /list "));
    }

    @Test
    void readsToTheEndOfTheConnection() throws Exception {
        closes = true;
        answer = "HTTP/1.1 200 OK\r\n\r\nhello";

        assertThat(read(TestClient.client(url(), RequestListener.NONE))).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-",
                "SSH-2.0-OpenSSH_9.2\r\n",
            })
    void anAnswerThatIsCutOffOrMalformedFails(String bytes) throws Exception {
        closes = true;
        answer = bytes;
        ApiClient client = TestClient.client(url(), RequestListener.NONE);

        assertThatThrownBy(() -> read(client)).isInstanceOf(IOException.class);
    }

    @Test
    void connectsAgainIfTheServerClosedTheConnectionBetweenTwoRequests() throws Exception {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        closes = true;
        ApiClient client = TestClient.client(url(), RequestListener.NONE);

        read(client);
        read(client);

        assertThat(requests).hasSize(2);
        assertThat(requests.getLast()).startsWith("2 GET /list ");
    }

    @Test
    void asksAProxyForTheWholeUrlOrForATunnel() throws Exception {
        String proxy = ", proxy-url: \"http://me:secret@127.0.0.1:" + server.getLocalPort() + "\"";
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        read(TestClient.client(TestKubeconfig.write(folder, "http://api.example", proxy, "")));
        answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
        Path tls = TestKubeconfig.write(folder, "https://api.example:6443", proxy, "");

        assertThatThrownBy(() -> read(TestClient.client(tls)))
                .hasMessageContaining("answered CONNECT with 403");
        assertThat(requests.getFirst()).startsWith("1 GET http://api.example/list HTTP/1.1");
        assertThat(requests.getLast()).startsWith("2 CONNECT api.example:6443 HTTP/1.1");
        assertThat(requests).allMatch(head -> head.contains("Proxy-Authorization: Basic bWU6c2"));
    }
}
