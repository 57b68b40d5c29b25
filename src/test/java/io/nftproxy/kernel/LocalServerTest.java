package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.testing.ChildJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A server whose answer to a line is the line in upper case. */
class LocalServerTest {
    private static final String NAME = "nftproxy-test-" + ProcessHandle.current().pid();

    private final SocketWatch watch;
    private LocalServer server;

    LocalServerTest() throws NetlinkException {
        watch = new SocketWatch();
    }

    @BeforeEach
    void open() throws NetlinkException {
        server = LocalServer.open(NAME, watch, (line, to) -> to.write(line.toUpperCase() + "\n"));
    }

    @AfterEach
    void close() {
        watch.close();
        server.close();
    }

    private static String ask(String request) throws IOException {
        StringBuilder answer = new StringBuilder();
        boolean listens =
                LocalClient.ask(
                        NAME,
                        request,
                        line -> {
                            answer.append(line);
                            return false;
                        });
        return listens ? answer.toString() : "no server";
    }

    private static UnixSocketChannel connect() throws IOException {
        UnixSocketChannel channel = UnixSocketChannel.open(new UnixSocketAddress("\0" + NAME));
        channel.setOption(UnixSocketOptions.SO_RCVTIMEO, 10_000);
        return channel;
    }

    private static void send(UnixSocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns everything until the server closes the connection or pauses. */
    private static String received(UnixSocketChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        channel.read(bytes);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    @Test
    void answersALineWithALine() throws Exception {
        assertThat(ask("hello")).isEqualTo("HELLO");
        assertThat(ask("ä")).isEqualTo("Ä");
    }

    @Test
    void answersSeveralLinesOfOneClientInOrder() throws Exception {
        try (UnixSocketChannel client = connect()) {
            send(client, "one\ntwo\nthr");
            send(client, "ee\n");
            StringBuilder answer = new StringBuilder();
            while (!answer.toString().endsWith("THREE\n")) {
                answer.append(received(client));
            }
            assertThat(answer).hasToString("ONE\nTWO\nTHREE\n");
        }
    }

    @Test
    void openFailsIfTheNameIsTaken() {
        assertThatThrownBy(() -> LocalServer.open(NAME, watch, (_, _) -> {}))
                .hasMessage("cannot listen on @" + NAME + ": EADDRINUSE");
    }

    @Test
    void withoutAServerThereIsNoAnswer() throws Exception {
        assertThat(LocalClient.ask(NAME + "-other", "hello", _ -> false)).isFalse();
    }

    @Test
    void garbageAndEndlessLinesEndTheConnection() throws Exception {
        byte[] garbage = new byte[20_000];
        new Random(1).nextBytes(garbage);
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = garbage[i] == '\n' ? 0 : garbage[i];
        }
        for (int i = 0; i < 20; i++) {
            try (UnixSocketChannel client = connect()) {
                client.write(ByteBuffer.wrap(garbage));
                assertThat(received(client)).isEmpty();
            } catch (IOException closed) {
                // The server closed the connection before all was sent.
            }
        }
        assertThat(ask("hello")).isEqualTo("HELLO");
    }

    @Test
    void aThousandClientsAreAnsweredOrRefused() throws Exception {
        List<UnixSocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                clients.add(connect());
            }
            assertThat(received(clients.getLast())).contains("too many clients");
            assertThat(threads()).isLessThanOrEqualTo(8);
        } finally {
            for (UnixSocketChannel client : clients) {
                client.close();
            }
        }
        String answer = ask("hello");
        while (answer.contains("too many clients")) {
            answer = ask("hello");
        }
        assertThat(answer).isEqualTo("HELLO");
    }

    /** The server closes its end at once, perhaps before the client has sent its request. */
    @Test
    void aRefusedClientGetsTheReason() throws Exception {
        List<UnixSocketChannel> clients = new ArrayList<>();
        try {
            while (clients.size() < 8) {
                clients.add(connect());
            }
            for (int i = 0; i < 100; i++) {
                assertThat(ask("hello")).contains("too many clients");
            }
        } finally {
            for (UnixSocketChannel client : clients) {
                client.close();
            }
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("control"))
                .count();
    }

    @Test
    void aClientThatNeverReadsLosesItsConnection() throws Exception {
        CountDownLatch gaveUp = new CountDownLatch(1);
        String name = NAME + "-endless";
        LocalServer endless =
                LocalServer.open(
                        name,
                        watch,
                        (_, to) -> {
                            try {
                                while (true) {
                                    to.write("more\n");
                                }
                            } finally {
                                gaveUp.countDown();
                            }
                        });
        try (UnixSocketChannel client =
                UnixSocketChannel.open(new UnixSocketAddress("\0" + name))) {
            send(client, "go\n");
            assertThat(ask("hello")).isEqualTo("HELLO");
            gaveUp.await();
        } finally {
            endless.close();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root")
    void otherUsersAreRefused() throws Exception {
        String client =
                """
                use Socket;
                socket(S, AF_UNIX, SOCK_STREAM, 0) or die $!;
                connect(S, pack("Sxa*", AF_UNIX, $ARGV[0])) or die $!;
                print <S>;
                """;
        List<String> command =
                List.of("setpriv", "--reuid=65534", "--clear-groups", "perl", "-e", client, NAME);
        assertThat(ChildJvm.output(command)).contains("only root may ask the daemon");
    }
}
