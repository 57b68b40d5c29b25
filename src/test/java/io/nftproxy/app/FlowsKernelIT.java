package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.NamespaceCommands;
import io.nftproxy.testing.Await;
import io.nftproxy.tools.apiserver.ApiResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands that show connections, on a node with a real kernel. */
class FlowsKernelIT {
    private LiveNode node;
    private NamespaceCommands commands;

    @BeforeEach
    void start() throws Exception {
        node = new LiveNode();
        commands = new NamespaceCommands(node.namespace());
        node.api()
                .put(
                        ApiResource.NODES,
                        """
                        {"metadata": {"name": "node-1"}, "status": {"addresses":
                           [{"type": "InternalIP", "address": "192.0.2.1"}]}}
                        """);
        node.api()
                .put(
                        ApiResource.SERVICES,
                        """
                        {"metadata": {"name": "web", "namespace": "shop"},
                         "spec": {"type": "NodePort", "clusterIP": "10.96.0.10",
                           "clusterIPs": ["10.96.0.10"], "ipFamilies": ["IPv4"],
                           "ports": [{"name": "http", "protocol": "UDP", "port": 80,
                             "nodePort": 30080}]}}
                        """);
        node.api()
                .put(
                        ApiResource.ENDPOINT_SLICES,
                        """
                        {"metadata": {"name": "web-1", "namespace": "shop",
                           "labels": {"kubernetes.io/service-name": "web"}},
                         "addressType": "IPv4",
                         "ports": [{"name": "http", "protocol": "UDP", "port": 8080}],
                         "endpoints": [{"addresses": ["10.244.0.7"], "nodeName": "node-1",
                            "conditions": {"ready": true}}]}
                        """);
        node.start();
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    /** Adds a flow to conntrack, translated to the endpoint or not. */
    private void flow(String client, String destination, int port, boolean translated) {
        String original =
                "-s %s --sport 40000 -d %s --dport %d".formatted(client, destination, port);
        String reply =
                translated
                        ? "-r 10.244.0.7 --reply-port-src 8080"
                        : "-r %s --reply-port-src %d".formatted(destination, port);
        String command =
                "conntrack -I -p udp -t 100 %s %s -q %s --reply-port-dst 40000"
                        .formatted(original, reply, client);
        commands.run(command.split(" "));
    }

    @Test
    void connectionsThroughServicesAreListed() throws Exception {
        flow("10.244.0.9", "10.96.0.10", 80, true);
        flow("203.0.113.5", "192.0.2.1", 30080, true);
        flow("203.0.113.6", "192.0.2.1", 30080, false);
        flow("10.244.0.9", "10.96.0.77", 80, false);

        assertThat(node.run("flows").text().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .containsExactlyInAnyOrder(
                        "PROTOCOL CLIENT SERVICE DESTINATION ENDPOINT NODE STATE",
                        "UDP 10.244.0.9:40000 shop/web:http 10.96.0.10:80 10.244.0.7:8080 node-1"
                                + " no reply",
                        "UDP 203.0.113.5:40000 shop/web:http 192.0.2.1:30080 10.244.0.7:8080"
                                + " node-1 no reply");
        assertThat(node.run("flows", "--from", "203.0.113.5", "-o", "json").text())
                .isEqualTo(
                        """
                        {"flows":[{"protocol":"UDP","client":"203.0.113.5:40000",\
                        "destination":"192.0.2.1:30080","endpoint":"10.244.0.7:8080",\
                        "replied":false,"masqueraded":false,"service":"shop/web:http",\
                        "node":"node-1"}]}
                        """);
        assertThat(node.run("flows", "--service", "shop/other").text())
                .isEqualTo("No connections found.\n");
        assertThat(node.run("flows", "--service", "web").status()).isEqualTo(2);
        assertThat(node.run("flows", "--from", "pod").status()).isEqualTo(2);
    }

    @Test
    void serviceNamesAreReadFromTheKernelWithoutADaemon() throws Exception {
        flow("10.244.0.9", "10.96.0.10", 80, true);
        node.stopDaemon();

        assertThat(node.run("flows").text())
                .contains("shop/web:http   10.96.0.10:80 ")
                .containsPattern("10.244.0.7:8080 +unknown +no reply");
    }

    @Test
    void newAndEndedConnectionsAreFollowed() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Thread follower = Thread.ofPlatform().start(() -> run(out, "flows", "--follow"));
        openAndCloseUntil(out, "DESTROY");
        follower.interrupt();
        follower.join();

        assertThat(text(out))
                .containsPattern(
                        "NEW +UDP +10.244.0.9:40000 +shop/web:http +10.244.0.7:8080 +node-1"
                                + " +no reply")
                .containsPattern(
                        "DESTROY +UDP +10.244.0.9:40000 +shop/web:http +10.244.0.7:8080 +node-1"
                                + " +ended");
    }

    @Test
    void newConnectionsAreCounted() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Thread top = Thread.ofPlatform().start(() -> run(out, "top", "--seconds", "1", "--follow"));
        openAndCloseUntil(out, "10.244.0.7:8080");
        top.interrupt();
        top.join();

        assertThat(text(out))
                .contains("SERVICE         ENDPOINT          NEW/S\n")
                .containsPattern("shop/web:http   10.244.0.7:8080   [0-9]+\\.[0-9]\n");
        assertThat(node.run("top", "--seconds", "1", "-o", "json").text())
                .isEqualTo("{\"seconds\":1,\"connections\":[]}\n");
        assertThat(node.run("top", "--seconds", "0").status()).isEqualTo(2);
    }

    private void run(ByteArrayOutputStream out, String... words) {
        try {
            node.run(new PrintStream(out, true, StandardCharsets.UTF_8), words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Repeats a connection: the command may subscribe to events after the first ones. */
    private void openAndCloseUntil(ByteArrayOutputStream out, String text) throws Exception {
        Await.text(
                () -> {
                    flow("10.244.0.9", "10.96.0.10", 80, true);
                    commands.run("conntrack", "-D", "-p", "udp");
                    return text(out);
                },
                text);
    }
}
