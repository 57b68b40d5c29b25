package io.nftproxy.api.watch;

import static io.nftproxy.api.watch.ClusterJson.service;
import static io.nftproxy.api.watch.ClusterJson.serviceCidr;
import static io.nftproxy.api.watch.ClusterJson.serviceNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches that end or break: resumed where possible, replaced by a list where not. */
class ClusterWatchResumeTest {

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

    @Test
    void noChangeIsLostWhenConnectionsBreak() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.watching(server)) {
            for (int i = 0; i < 200; i++) {
                server.put(ApiResource.SERVICES, serviceNumber(i));
                if (i % 20 == 0) {
                    server.dropWatches();
                }
                if (i % 3 == 0) {
                    server.delete(ApiResource.SERVICES, "ns", "svc-" + i);
                }
            }
            cluster.awaitService("svc-199")
                    .until("the deleted Services are gone", () -> cluster.services().size() == 134);
        }
    }

    @Test
    void aBrokenWatchThatDeliveredEventsIsResumedWithoutAList() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.dropWatches();
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));

            cluster.awaitService("b");
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(1);
            assertThat(cluster.listener.relisting).isEmpty();
            assertThat(cluster.listener.failing).isEmpty();
        }
    }

    @Test
    void changesDuringARestartOfTheServerArrive() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.stopListening();
            cluster.awaitOutages(4);
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
            server.delete(ApiResource.SERVICES, "ns", "a");
            assertThat(cluster.hasService("a")).isTrue();

            server.listenAgain();

            cluster.awaitService("b").awaitNoService("a").awaitWatches(server);
            server.sendBookmarks();
            cluster.awaitRecoveries(4);
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(1);
        }
    }

    @Test
    void anExpiredVersionLeadsToAListThatFindsDeletedServices() throws Exception {
        server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.stopListening();
            server.delete(ApiResource.SERVICES, "ns", "a");
            server.put(ApiResource.SERVICES, service("b", "10.96.0.3"));
            server.put(ApiResource.SERVICES, service("c", "10.96.0.4"));
            server.forgetHistory();
            server.listenAgain();

            cluster.awaitNoService("a").awaitService("b", "10.96.0.3").awaitService("c");
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(2);
            assertThat(WatchedCluster.serviceRequests(server, "LIST").getFirst())
                    .contains("resourceVersion=0");
            assertThat(WatchedCluster.serviceRequests(server, "LIST").getLast())
                    .doesNotContain("resourceVersion");
            assertThat(cluster.listener.relisting).contains(Source.SERVICES);
        }
    }

    @Test
    void anErrorEvent410LeadsToAListWithoutAnOutage() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.sendRaw(
                    "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,"
                            + "\"reason\":\"Expired\",\"message\":\"too old\"}}");

            cluster.until("each kind is listed again", () -> cluster.listener.listed.size() >= 8);
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
            cluster.awaitService("b");
            assertThat(cluster.listener.failing).isEmpty();
        }
    }

    @Test
    void aWatchIsResumedFromABookmark() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.watching(server)) {
            // Changes of another kind raise the version, which a bookmark reports to this watch.
            for (int i = 0; i < 10; i++) {
                server.put(ApiResource.SERVICE_CIDRS, serviceCidr("k", "10." + i + ".0.0/16"));
            }
            cluster.until("the last Service is there", () -> cluster.serviceCidrs().size() == 1);
            AtomicBoolean isTimeToDrop = new AtomicBoolean();
            cluster.until(
                    "the watch is resumed from the bookmark",
                    () -> {
                        if (isTimeToDrop.getAndSet(!isTimeToDrop.get())) {
                            server.dropWatches();
                        } else {
                            server.sendBookmarks();
                        }
                        return WatchedCluster.serviceRequests(server, "WATCH")
                                .getLast()
                                .contains("Version=1011&");
                    });
            assertThat(WatchedCluster.serviceRequests(server, "WATCH").getFirst())
                    .contains("Version=1001&");
        }
    }

    @Test
    void aWatchThatTheServerEndsIsResumed() throws Exception {
        WatchTiming shortWatches = WatchedCluster.withWatchesOf(Duration.ofSeconds(1));
        try (WatchedCluster cluster =
                WatchedCluster.of(server, shortWatches, new RecordingListener()).synced()) {
            cluster.until(
                    "it was resumed twice",
                    () ->
                            cluster.listener.watchesEnded.stream()
                                            .filter(Source.SERVICES::equals)
                                            .count()
                                    >= 2);
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
            cluster.awaitService("b");
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(1);
            assertThat(cluster.listener.failing).isEmpty();
        }
    }

    @Test
    void aSilentConnectionIsReplaced() throws Exception {
        WatchTiming impatient = WatchedCluster.withIdleTimeout(Duration.ofMillis(200));
        try (WatchedCluster cluster =
                WatchedCluster.of(server, impatient, new RecordingListener()).synced()) {
            // The server sends its first bookmark after a minute.
            cluster.until(
                    "each watch has ended once more",
                    () -> cluster.listener.watchesEnded.size() >= 8);
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
            cluster.awaitService("b");
        }
    }
}
