package io.nftproxy.api.watch;

import static io.nftproxy.api.watch.ClusterJson.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import io.nftproxy.tools.apiserver.WatchFault;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unexpected events, and each error as an event and as the status of a response. */
class ClusterWatchEventsTest {
    private FaultyApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = FaultyApiServer.start();
        server.put(ApiResource.SERVICES, service("a", "10.96.0.1"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // DELETED of an unknown object; the same version again; a lower version.
                "{\"type\":\"DELETED\",\"object\":{\"metadata\":{\"name\":\"x\","
                        + "\"namespace\":\"ns\",\"resourceVersion\":\"3\"}}}",
                "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"2\"}}}\n"
                        + "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":"
                        + "{\"resourceVersion\":\"2\"}}}",
                "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"1\"}}}",
                // An object without a name; an object of another kind.
                "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"resourceVersion\":\"3\"}}}",
                "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"y\","
                        + "\"resourceVersion\":\"3\"},\"spec\":[]}}",
                "{\"type\":\"BOOKMARK\"}",
                "{}",
            })
    void anUnexpectedEventLosesNoObject(String line) throws Exception {
        try (WatchedCluster cluster = WatchedCluster.watching(server)) {
            server.sendRaw(line);
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
            cluster.awaitService("b");
            assertThat(cluster.hasService("a")).isTrue();
            assertThat(cluster.listener.relisting).isEmpty();

            server.dropWatches();
            server.put(ApiResource.SERVICES, service("c", "10.96.0.3"));

            cluster.awaitService("c");
            assertThat(cluster.services()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 400, 401, 403, 404, 409, 410, 429, 500, 503, 504})
    void anErrorEventLosesNoObject(int code) throws Exception {
        try (WatchedCluster cluster = WatchedCluster.watching(server)) {
            String status = code == 0 ? "" : "\"code\":" + code;
            server.sendRaw("{\"type\":\"ERROR\",\"object\":{" + status + "}}");
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));

            cluster.awaitService("b");
            assertThat(cluster.hasService("a")).isTrue();
            assertThat(cluster.listener.failing)
                    .allMatch(reason -> !reason.contains(" 0:"))
                    .hasSizeLessThanOrEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 410, 429, 500, 503, 504})
    void aRejectedWatchLosesNoObject(int status) throws Exception {
        try (WatchedCluster cluster = WatchedCluster.watching(server)) {
            server.spoilWatches(ApiResource.SERVICES, new WatchFault.Refused(status));
            server.dropWatches();
            cluster.until(
                    "the watch was rejected twice",
                    () ->
                            cluster.listener.requests.stream()
                                            .filter(request -> request.contains("" + status))
                                            .count()
                                    >= 2);
            server.mendWatches(ApiResource.SERVICES);
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));

            cluster.awaitService("b");
            assertThat(cluster.hasService("a")).isTrue();
        }
    }
}
