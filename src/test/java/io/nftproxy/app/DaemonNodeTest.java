package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.events.EventSink;
import io.nftproxy.testing.Await;
import io.nftproxy.testing.StartedDaemon;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
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

    private static final String NODE_WITHOUT_ADDRESSES =
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
        Await.text(daemon::table, "30001");
        return daemon;
    }

    /** Adds a Service and waits for its sync, so that all earlier changes are synced too. */
    private void addService(StartedDaemon daemon, int nodePort) throws Exception {
        server.put(
                ApiResource.SERVICES,
                SERVICE.formatted("web-" + nodePort, "10.96.1." + nodePort % 250, nodePort));
        Await.text(daemon::table, "" + nodePort);
    }

    @Test
    void deletedNodeFailsHealthzAndKeepsNodePorts() throws Exception {
        try (StartedDaemon daemon = start("detectLocalMode: NodeCIDR\n")) {
            Await.until(() -> daemon.health("/healthz").statusCode() == 200);

            server.delete(ApiResource.NODES, "", "node-1");
            Await.until(() -> daemon.health("/healthz").statusCode() == 503);
            addService(daemon, 30002);
            assertThat(daemon.table()).contains("192.0.2.1", "10.244.1.0/24");
            assertThat(daemon.health("/livez").statusCode()).isEqualTo(200);

            server.put(ApiResource.NODES, NODE_WITHOUT_ADDRESSES);
            Await.until(() -> daemon.health("/healthz").statusCode() == 200);
            addService(daemon, 30003);
            assertThat(daemon.table()).contains("192.0.2.1", "10.244.1.0/24");

            server.put(
                    ApiResource.NODES,
                    NODE.replace("192.0.2.1", "192.0.2.9").replace("10.244.1", "10.244.9"));
            Await.text(daemon::table, "10.244.9.0/24");
            assertThat(daemon.table()).contains("192.0.2.9").doesNotContain("192.0.2.1");
        }
    }

    @Test
    void interfaceAddressesAreFollowedAndKeptAfterAFailedRead() throws Exception {
        try (StartedDaemon daemon = start("nodePortAddresses: [198.51.100.0/24]\n")) {
            daemon.interfaces().have("127.0.0.1", "198.51.100.1", "203.0.113.1");
            Await.text(daemon::table, "198.51.100.1");
            assertThat(daemon.table()).doesNotContain("203.0.113.1");

            daemon.interfaces().fail();
            addService(daemon, 30002);
            assertThat(daemon.table()).contains("198.51.100.1");

            daemon.interfaces().have("198.51.100.2");
            Await.text(daemon::table, "198.51.100.2");
            assertThat(daemon.table()).doesNotContain("198.51.100.1");
        }
    }
}
