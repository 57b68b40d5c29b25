package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.NamespaceCommands;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.Await;
import io.nftproxy.tools.apiserver.ApiResource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The metrics of Services, counted from conntrack events of a real kernel. */
class ServiceMetricsKernelIT {
    private static final String SAMPLE =
            "nftproxy_service_connections_total{protocol=\"UDP\",service_name=\"web\","
                    + "service_namespace=\"shop\",service_port=\"http\"} ";

    /**
     * A socket in {@code /proc/net/netlink} that receives new conntrack entries. The columns are
     * sk, Eth (12 is NETLINK_NETFILTER), Pid and Groups, in which bit 0 is for new entries.
     */
    private static final Predicate<String> NEW_FLOWS =
            Pattern.compile("\\S+ +12 +-?\\d+ +[0-9a-f]*[13579bdf] .*").asMatchPredicate();

    private static LiveNode node(Map<String, String> flags) throws Exception {
        LiveNode node = new LiveNode(flags);
        node.api().put(ApiResource.NODES, "{\"metadata\": {\"name\": \"node-1\"}}");
        node.api()
                .put(
                        ApiResource.SERVICES,
                        """
                        {"metadata": {"name": "web", "namespace": "shop"},
                         "spec": {"clusterIP": "10.96.0.10", "clusterIPs": ["10.96.0.10"],
                           "ports": [{"name": "http", "protocol": "UDP", "port": 80}]}}
                        """);
        node.start();
        return node;
    }

    private static String page(LiveNode node) throws Exception {
        byte[] page = node.metrics().resolve("/metrics").toURL().openStream().readAllBytes();
        return new String(page, StandardCharsets.UTF_8);
    }

    private static void connect(LiveNode node, int clientPort) {
        new NamespaceCommands(node.namespace())
                .run(
                        ("conntrack -I -p udp -t 100 -s 10.244.0.9 --sport %d -d 10.96.0.10"
                                        + " --dport 80 -r 10.244.0.7 -q 10.244.0.9"
                                        + " --reply-port-src 8080 --reply-port-dst %1$d")
                                .formatted(clientPort)
                                .split(" "));
    }

    /** Returns the netlink sockets of the node's namespace, with a heading. */
    private static List<String> netlinkSockets(LiveNode node) throws Exception {
        try (NetworkNamespace.Scope _ = node.namespace().enter()) {
            return Files.readAllLines(Path.of("/proc/thread-self/net/netlink"));
        }
    }

    @Test
    void newConnectionsAreCounted() throws Exception {
        try (LiveNode node = node(Map.of("service-metrics", "10"))) {
            assertThat(netlinkSockets(node)).anyMatch(NEW_FLOWS);
            connect(node, 40_000);
            connect(node, 40_001);

            Await.text(() -> page(node), SAMPLE + "2.0");
        }
    }

    @Test
    void withoutTheFlagThereIsNoSubscription() throws Exception {
        try (LiveNode node = node(Map.of())) {
            connect(node, 40_000);

            assertThat(netlinkSockets(node)).hasSizeGreaterThan(1).noneMatch(NEW_FLOWS);
            assertThat(page(node)).doesNotContain("nftproxy_service_connection");
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("connections"));
        }
    }
}
