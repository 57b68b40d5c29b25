package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.YamlObjects;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NamespaceCommands;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.kernel.Nft;
import io.nftproxy.testing.SyncWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Session affinity in the kernel. Pods and clients are addresses of one host, whose own connections
 * go to a ClusterIP.
 */
@Tag("kernel-ring")
class AffinityKernelIT {
    private static final String MAP = "affinity4-default/web/http/tcp";
    private static final int PORT = 8080;
    private static final int CLIENTS_MAX = 65_536;
    private static final Pattern ELEMENT =
            Pattern.compile(
                    "\"val\": \"([0-9.]+)\", \"timeout\": (\\d+), \"expires\": (\\d+)}}"
                            + ", \\{\"concat\": \\[\"([0-9.]+)\", 8080]}");

    private final SyncWorld world;
    private final Nft nft;
    private ServerSocket server;

    AffinityKernelIT() throws Exception {
        world = new SyncWorld();
        nft = new Nft(world.namespace());
    }

    /** A client's place in the map. */
    private record Known(String endpoint, int expiresSeconds) {}

    @BeforeEach
    void wire() throws Exception {
        NamespaceCommands tools = new NamespaceCommands(world.namespace());
        tools.run("ip", "address", "add", "192.168.0.2/32", "dev", "lo");
        tools.run("ip", "route", "add", "local", "10.96.0.0/16", "dev", "lo");
        tools.run("ip", "route", "add", "local", "10.244.0.0/24", "dev", "lo");
        tools.run("ip", "route", "add", "local", "198.18.0.0/15", "dev", "lo");
        try (NetworkNamespace.Scope _ = world.namespace().enter()) {
            server = new ServerSocket(PORT, 1000, InetAddress.getByName("0.0.0.0"));
        }
        Thread.ofVirtual().name("pods").start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        world.close();
    }

    /** Answers with the last byte of the address that was connected to. */
    private void serve() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                connection.getOutputStream().write(connection.getLocalAddress().getAddress()[3]);
            } catch (IOException e) {
                // The client gave up, or the test is over.
            }
        }
    }

    @Test
    void clientsSurviveARestartAndAreRemovedWithTheirEndpoint() throws Exception {
        world.full(YamlObjects.delta(service(7200) + "---\n" + slice(11, 12)));
        learn(10_000, 7200, 3000);
        Map<String, Integer> real = connectAll(20);
        Map<String, Known> before = known();
        assertThat(before).hasSize(10_020);

        assertThat(world.restart()).isEqualTo(CommitReport.NOTHING);

        Map<String, Known> after = known();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        after.forEach(
                (client, known) ->
                        assertThat(known.expiresSeconds)
                                .as(client)
                                .isLessThanOrEqualTo(before.get(client).expiresSeconds));
        assertThat(connectAll(20)).isEqualTo(real);

        world.some(YamlObjects.delta(slice(12)));
        assertThat(known().values())
                .hasSizeGreaterThan(5000)
                .allMatch(known -> known.endpoint.equals("10.244.0.12"));
    }

    @Test
    void shorterTimeoutAppliesToKnownClients() throws Exception {
        world.full(YamlObjects.delta(service(7200) + "---\n" + slice(11, 12)));
        learn(1000, 7200, 3000);
        Map<String, Integer> real = connectAll(10);

        world.some(YamlObjects.delta(service(600)));
        assertThat(known().values()).hasSize(1010).allMatch(known -> known.expiresSeconds <= 600);
        assertThat(connectAll(10)).isEqualTo(real);

        world.apply(YamlObjects.delta(service(60)));
        world.restart();
        assertThat(known().values()).hasSize(1010).allMatch(known -> known.expiresSeconds <= 60);
        assertThat(connectAll(10)).isEqualTo(real);
    }

    @Test
    void shorterTimeoutAppliesToKnownIpv6Clients() throws Exception {
        world.full(YamlObjects.delta(SERVICE6.formatted(7200) + "---\n" + SLICE6));
        nft.load(
                """
                add element inet kube-proxy affinity6-default/web/http/tcp {
                    fd00:18::1 timeout 2h : fd00:244::b, fd00:18::2 timeout 2h : fd00:244::c }
                add element inet kube-proxy affinity-port6-default/web/http/tcp {
                    fd00:18::1 timeout 2h : 8080, fd00:18::2 timeout 2h : 8080 }
                """);
        world.read();
        world.some(YamlObjects.delta(SERVICE6.formatted(600)));
        for (String map : List.of("affinity6", "affinity-port6")) {
            assertThat(nft.run("list", "map", "inet", "kube-proxy", map + "-default/web/http/tcp"))
                    .contains("fd00:18::1 timeout 10m")
                    .doesNotContain("fd00:18::2");
        }
    }

    @Test
    void longerTimeoutAppliesFromTheNextConnection() throws Exception {
        world.full(YamlObjects.delta(service(600) + "---\n" + slice(11, 12)));
        connectAll(1);
        world.some(YamlObjects.delta(service(7200)));
        assertThat(known().values()).allMatch(known -> known.expiresSeconds <= 600);
        connectAll(1);
        assertThat(known().values()).hasSize(1).allMatch(known -> known.expiresSeconds > 7000);
    }

    @Test
    @Tag("slow")
    void fullMapIsReportedAndNewClientsAreBalanced() throws Exception {
        world.full(YamlObjects.delta(service(7200) + "---\n" + slice(11, 12)));
        learn(CLIENTS_MAX, 7200, 7000);
        assertThat(world.fills()).containsExactly(new SetFill(MAP, CLIENTS_MAX, CLIENTS_MAX));
        assertThat(world.fills().getFirst().isFull()).isTrue();
        try (NetlinkKernelTable uncounted =
                KernelTests.withoutCounts(world.namespace(), SyncWorld.TABLE)) {
            assertThat(uncounted.fills()).isEqualTo(world.fills());
        }

        Set<Integer> answers = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            answers.add(connect("198.19.0.1"));
        }
        assertThat(answers).containsExactlyInAnyOrder(11, 12);
        assertThat(known()).hasSize(CLIENTS_MAX).doesNotContainKey("198.19.0.1");
    }

    /** As if that many had connected a while ago, every other one to each pod. */
    private void learn(int clients, int timeoutSeconds, int expiresSeconds) throws Exception {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            elements.add(
                    "198.18.%d.%d timeout %ds expires %ds : 10.244.0.%d . %d"
                            .formatted(
                                    i >> 8,
                                    i & 255,
                                    timeoutSeconds,
                                    expiresSeconds,
                                    11 + i % 2,
                                    PORT));
        }
        nft.load(
                "add element inet kube-proxy %s { %s }"
                        .formatted(MAP, String.join(", ", elements)));
        world.read(); // The change by nft has to be read; changes by packets do not.
    }

    private Map<String, Known> known() {
        Matcher element = ELEMENT.matcher(nft.run("-j", "list", "map", "inet", "kube-proxy", MAP));
        Map<String, Known> known = new HashMap<>();
        while (element.find()) {
            known.put(
                    element.group(1),
                    new Known(element.group(4), Integer.parseInt(element.group(3))));
        }
        return known;
    }

    /** Where each of some clients ends up. */
    private Map<String, Integer> connectAll(int clients) throws IOException {
        Map<String, Integer> answers = new HashMap<>();
        for (int i = 0; i < clients; i++) {
            String client = "198.19.1." + i;
            answers.put(client, connect(client));
        }
        return answers;
    }

    private int connect(String client) throws IOException {
        try (NetworkNamespace.Scope _ = world.namespace().enter();
                Socket socket = new Socket()) {
            socket.setSoTimeout(10_000);
            socket.bind(new InetSocketAddress(client, 0));
            socket.connect(new InetSocketAddress("10.96.0.10", 80), 10_000);
            return socket.getInputStream().read();
        }
    }

    private static final String SERVICE6 =
            """
            apiVersion: v1
            kind: Service
            metadata: {namespace: default, name: web, creationTimestamp: "2026-01-01T00:00:00Z"}
            spec:
              clusterIP: "fd00:96::a"
              clusterIPs: ["fd00:96::a"]
              ipFamilies: [IPv6]
              sessionAffinity: ClientIP
              sessionAffinityConfig: {clientIP: {timeoutSeconds: %d}}
              ports: [{name: http, protocol: TCP, port: 80}]
            """;

    private static final String SLICE6 =
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {namespace: default, name: web-1, labels: {kubernetes.io/service-name: web}}
            addressType: IPv6
            ports: [{name: http, protocol: TCP, port: 8080}]
            endpoints: [{addresses: ["fd00:244::b"]}]
            """;

    private static String service(int timeoutSeconds) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {namespace: default, name: web, creationTimestamp: "2026-01-01T00:00:00Z"}
        spec:
          clusterIP: 10.96.0.10
          clusterIPs: [10.96.0.10]
          sessionAffinity: ClientIP
          sessionAffinityConfig: {clientIP: {timeoutSeconds: %d}}
          ports: [{name: http, protocol: TCP, port: 80}]
        """
                .formatted(timeoutSeconds);
    }

    private static String slice(Integer... hosts) {
        return """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {namespace: default, name: web-1, labels: {kubernetes.io/service-name: web}}
        addressType: IPv4
        ports: [{name: http, protocol: TCP, port: 8080}]
        endpoints: [%s]
        """
                .formatted(
                        List.of(hosts).stream()
                                .map("{addresses: [10.244.0.%d]}"::formatted)
                                .collect(Collectors.joining(", ")));
    }
}
