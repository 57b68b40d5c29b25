package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.events.EventSink;
import io.nftproxy.testing.StartedDaemon;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A running daemon while its Node and the addresses of its host change. */
class DaemonNodeTest {
    private static final String NODE =
            """
            {"kind":"Node","apiVersion":"v1","metadata":{"name":"node-1"},
             "spec":{"podCIDRs":["10.244.1.0/24"]},
             "status":{"addresses":[{"type":"InternalIP","address":"192.0.2.1"}]}}
            """;

    private static final String NODE_BEFORE_ITS_CONTROLLERS =
            """
            {"kind":"Node","apiVersion":"v1","metadata":{"name":"node-1"}}
            """;

    private static final String SERVICE =
            """
            {"kind":"Service","apiVersion":"v1","metadata":{"namespace":"shop","name":"%s"},
             "spec":{"clusterIP":"%s","type":"NodePort",
              "ports":[{"name":"http","port":80,"nodePort":%d}]}}
            """;

    private FaultyApiServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = FaultyApiServer.start();
        server.put(ApiResource.NODES, NODE);
        server.put(ApiResource.SERVICES, SERVICE.formatted("web", "10.96.0.1", 30001));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private StartedDaemon start(String config) throws Exception {
        StartedDaemon daemon = StartedDaemon.of(server, config, EventSink.NONE);
        until(() -> daemon.table().contains("30001"));
        return daemon;
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    /** A sync that certainly comes after what was done before. */
    private void sync(StartedDaemon daemon, int nodePort) throws Exception {
        server.put(
                ApiResource.SERVICES,
                SERVICE.formatted("web-" + nodePort, "10.96.1." + nodePort % 250, nodePort));
        until(() -> daemon.table().contains("" + nodePort));
    }

    @Test
    void nodePortsStayAndHealthzFailsWhenTheNodeIsDeleted() throws Exception {
        try (StartedDaemon daemon = start("detectLocalMode: NodeCIDR\n")) {
            until(() -> daemon.health("/healthz").statusCode() == 200);

            server.delete(ApiResource.NODES, "", "node-1");
            until(() -> daemon.health("/healthz").statusCode() == 503);
            sync(daemon, 30002);
            assertThat(daemon.table()).contains("192.0.2.1", "10.244.1.0/24");
            assertThat(daemon.health("/livez").statusCode()).isEqualTo(200);

            server.put(ApiResource.NODES, NODE_BEFORE_ITS_CONTROLLERS);
            until(() -> daemon.health("/healthz").statusCode() == 200);
            sync(daemon, 30003);
            assertThat(daemon.table()).contains("192.0.2.1", "10.244.1.0/24");

            server.put(
                    ApiResource.NODES,
                    NODE.replace("192.0.2.1", "192.0.2.9").replace("10.244.1", "10.244.9"));
            until(() -> daemon.table().contains("10.244.9.0/24"));
            assertThat(daemon.table()).contains("192.0.2.9").doesNotContain("192.0.2.1");
        }
    }

    @Test
    void interfaceAddressesAreFollowedAndKeptWhenTheyCannotBeRead() throws Exception {
        try (StartedDaemon daemon = start("nodePortAddresses: [198.51.100.0/24]\n")) {
            daemon.interfaces().have("127.0.0.1", "198.51.100.1", "203.0.113.1");
            until(() -> daemon.table().contains("198.51.100.1"));
            assertThat(daemon.table()).doesNotContain("203.0.113.1");

            daemon.interfaces().fail();
            sync(daemon, 30002);
            assertThat(daemon.table()).contains("198.51.100.1");

            daemon.interfaces().have("198.51.100.2");
            until(() -> daemon.table().contains("198.51.100.2"));
            assertThat(daemon.table()).doesNotContain("198.51.100.1");
        }
    }
}
