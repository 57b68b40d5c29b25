package io.nftproxy.api.watch;

import static io.nftproxy.api.watch.ClusterJson.node;
import static io.nftproxy.api.watch.ClusterJson.service;
import static io.nftproxy.api.watch.ClusterJson.serviceCidr;
import static io.nftproxy.api.watch.ClusterJson.serviceNumber;
import static io.nftproxy.api.watch.ClusterJson.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.ApiClient;
import io.nftproxy.api.ApiResponse;
import io.nftproxy.api.TestClient;
import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and watches of a healthy API server. */
class ClusterWatchTest {
    private static final String NOT_FOREIGN = "%21service.kubernetes.io%2Fservice-proxy-name";
    private static final String NOT_HEADLESS = "%21service.kubernetes.io%2Fheadless";

    private FaultyApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = FaultyApiServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theListIsDeliveredAndThenEveryChange() throws Exception {
        server.put(ApiResource.SERVICES, service("a", "10.96.0.1"));
        server.put(ApiResource.ENDPOINT_SLICES, slice("a-1", "a", 0, 3));
        server.put(ApiResource.NODES, node("node-1", "192.0.2.1"));
        server.put(ApiResource.SERVICE_CIDRS, serviceCidr("k", "10.96.0.0/12"));
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            assertThat(cluster.hasService("a", "10.96.0.1")).isTrue();
            assertThat(cluster.slices()).hasSize(1);
            assertThat(Objects.requireNonNull(cluster.node()).addresses())
                    .hasToString("[192.0.2.1]");
            assertThat(cluster.serviceCidrs()).hasToString("{k=[10.96.0.0/12]}");

            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
            server.put(ApiResource.SERVICES, service("a", "10.96.0.3"));
            server.delete(ApiResource.ENDPOINT_SLICES, "ns", "a-1");
            server.delete(ApiResource.NODES, "", "node-1");
            server.delete(ApiResource.SERVICE_CIDRS, "", "k");

            cluster.awaitService("b")
                    .awaitService("a", "10.96.0.3")
                    .until("the slice is gone", () -> cluster.slices().isEmpty())
                    .until("the node is gone", () -> cluster.node() == null)
                    .until("the CIDR is gone", () -> cluster.serviceCidrs().isEmpty());
        }
    }

    @Test
    void anEmptyClusterIsSynced() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            assertThat(cluster.services()).isEmpty();
            assertThat(cluster.node()).isNull();
        }
    }

    @Test
    void aLongListIsReadInPages() throws Exception {
        for (int i = 0; i < 1203; i++) {
            server.put(ApiResource.SERVICES, serviceNumber(i));
        }
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            assertThat(cluster.services()).hasSize(1203);
            assertThat(server.requests())
                    .filteredOn(request -> request.contains("/services?"))
                    .filteredOn(request -> request.contains("&limit=500"))
                    .hasSize(3);
        }
    }

    @Test
    void aLongListIsCompressed() throws Exception {
        for (int i = 0; i < 200; i++) {
            server.put(ApiResource.SERVICES, serviceNumber(i));
        }
        ApiClient api = TestClient.client(server.url());
        try (ApiResponse list =
                api.get("LIST", "/api/v1/services", Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            assertThat(list.body()).isInstanceOf(GZIPInputStream.class);
        }
    }

    @Test
    void requestsSelectOnlyObjectsThatTheProxyNeeds() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            cluster.awaitWatches(server);
            assertThat(server.requests())
                    .filteredOn(request -> request.contains("/services?"))
                    .hasSize(2)
                    .allMatch(request -> request.contains("?labelSelector=" + NOT_FOREIGN + "&"));
            assertThat(server.requests())
                    .filteredOn(request -> request.contains("/endpointslices?"))
                    .hasSize(2)
                    .allMatch(request -> request.contains("?labelSelector=" + NOT_HEADLESS + "&"));
            assertThat(server.requests())
                    .filteredOn(request -> request.contains("/nodes?"))
                    .hasSize(2)
                    .allMatch(request -> request.contains("fieldSelector=metadata.name%3Dnode-1"));
        }
    }

    @Test
    void aServiceThatAnotherProxyTakesOverIsDeleted() throws Exception {
        server.put(ApiResource.SERVICES, service("a", "10.96.0.1"));
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            assertThat(cluster.hasService("a")).isTrue();

            String label = "\"service.kubernetes.io/service-proxy-name\":\"other\"";
            server.put(ApiResource.SERVICES, service("a", "10.96.0.1", label));
            cluster.awaitNoService("a");

            server.put(ApiResource.SERVICES, service("a", "10.96.0.1"));
            cluster.awaitService("a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other"})
    void aServiceOfAnotherProxyIsDeletedEvenIfTheServerSendsIt(String value) throws Exception {
        server.put(ApiResource.SERVICES, service("a", "10.96.0.1"));
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            cluster.awaitWatches(server);
            String label = "\"service.kubernetes.io/service-proxy-name\":\"" + value + "\"";
            String object =
                    service("a", "10.96.0.1", label)
                            .replace('\n', ' ')
                            .replace(
                                    "{\"name\":\"a\"",
                                    "{\"resourceVersion\":\"9999\",\"name\":\"a\"");
            server.sendRaw("{\"type\":\"MODIFIED\",\"object\":" + object + "}");

            cluster.awaitNoService("a");
        }
    }

    @Test
    void aServiceThatBecomesHeadlessOrExternalNameIsDeleted() throws Exception {
        server.put(ApiResource.SERVICES, service("a", "10.96.0.1"));
        server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            server.put(ApiResource.SERVICES, service("a", "None"));
            server.put(
                    ApiResource.SERVICES,
                    service("b", "10.96.0.2").replace("\"ClusterIP\"", "\"ExternalName\""));

            cluster.until("both Services are deleted", () -> cluster.services().isEmpty());
        }
    }

    @Test
    void otherNodesAreIgnored() throws Exception {
        server.put(ApiResource.NODES, node("node-2", "192.0.2.2"));
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            server.put(ApiResource.NODES, node("node-3", "192.0.2.3"));
            server.put(ApiResource.NODES, node("node-1", "192.0.2.1"));

            cluster.until("our node is there", () -> cluster.node() != null);
            assertThat(Objects.requireNonNull(cluster.node()).name()).isEqualTo("node-1");
            server.delete(ApiResource.NODES, "", "node-2");
            server.put(ApiResource.NODES, node("node-1", "192.0.2.9"));
            cluster.until(
                    "its address changed",
                    () ->
                            Objects.requireNonNull(cluster.node())
                                    .addresses()
                                    .toString()
                                    .equals("[192.0.2.9]"));
        }
    }

    @Test
    void anInvalidServiceIsReportedAndTheOthersAreDelivered() throws Exception {
        server.put(ApiResource.SERVICES, service("bad-1", "1.2.3"));
        server.put(ApiResource.SERVICES, service("good-1", "10.96.0.1"));
        server.put(ApiResource.SERVICES, service("bad-2", "10.96.0.2").replace(":80,", ":\"80\","));
        server.put(ApiResource.SERVICES, service("good-2", "10.96.0.3"));
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            assertThat(cluster.services().keySet())
                    .extracting(ObjectName::name)
                    .containsExactly("good-1", "good-2");
            assertThat(cluster.listener.problems)
                    .extracting(ReadProblem::name)
                    .containsOnly("ns/bad-1", "ns/bad-2");

            // A valid Service that becomes invalid is deleted, and comes back when it is corrected.
            server.put(ApiResource.SERVICES, service("good-1", "x"));
            cluster.awaitNoService("good-1");
            server.put(ApiResource.SERVICES, service("good-1", "10.96.0.1"));
            cluster.awaitService("good-1");
            assertThat(cluster.listener.relisting).isEmpty();
        }
    }

    @Test
    void aSliceMayHaveFiveThousandEndpoints() throws Exception {
        server.put(ApiResource.ENDPOINT_SLICES, slice("a-1", "a", 0, 5000));
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            assertThat(cluster.slices().values())
                    .singleElement()
                    .satisfies(slice -> assertThat(slice.endpoints()).hasSize(5000));
        }
    }

    @Test
    void namesMayHave253Characters() throws Exception {
        String name = "n".repeat(253);
        server.put(ApiResource.SERVICES, service(name, "10.96.0.1"));
        server.put(ApiResource.ENDPOINT_SLICES, slice(name, name, 0, 1));
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            assertThat(cluster.hasService(name)).isTrue();
            assertThat(cluster.slices()).containsKey(new ObjectName("ns", name));
            server.delete(ApiResource.SERVICES, "ns", name);
            cluster.until("the Service is deleted", () -> cluster.services().isEmpty());
        }
    }

    @Test
    void closeEndsTheConnections() throws Exception {
        WatchedCluster cluster = WatchedCluster.of(server).synced();
        cluster.awaitWatches(server);

        cluster.close();

        // The server notices a closed connection when it writes.
        cluster.until(
                "no watch is open",
                () -> {
                    server.sendBookmarks();
                    return server.openWatches() == 0;
                });
        server.put(ApiResource.SERVICES, service("late", "10.96.0.1"));
        assertThat(cluster.inbox.take().services()).isEmpty();
        assertThat(cluster.listener.failing).isEmpty();
    }
}
