package io.nftproxy.api.watch;

import static io.nftproxy.api.watch.ClusterJson.service;
import static io.nftproxy.api.watch.ClusterJson.serviceCidr;
import static io.nftproxy.api.watch.ClusterJson.serviceNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.EmbeddedApiServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a watch goes on after it ended, and when it needs a list for that. */
class ClusterWatchResumeTest {

    private EmbeddedApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedApiServer.start();
        server.put(ApiResource.SERVICES, service("a", "10.96.0.1"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void droppedConnectionsLoseNothing() throws Exception {
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
            cluster.until("the last is there", () -> cluster.hasService("svc-199"))
                    .until("the deleted are gone", () -> cluster.services().size() == 134);
        }
    }

    @Test
    void aDroppedConnectionThatBroughtEventsNeedsNoList() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.dropWatches();
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));

            cluster.until("b is there", () -> cluster.hasService("b"));
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(1);
            assertThat(cluster.listener.relisting).isEmpty();
            assertThat(cluster.listener.failing).isEmpty();
        }
    }

    @Test
    void aRestartedServerLosesNothing() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.stopListening();
            cluster.until("it is noticed", () -> cluster.listener.failing.size() == 4);
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
            server.delete(ApiResource.SERVICES, "ns", "a");
            assertThat(cluster.hasService("a")).isTrue();

            server.listenAgain();

            cluster.until("b is there", () -> cluster.hasService("b"))
                    .until("a is gone", () -> !cluster.hasService("a"))
                    .until("all watch", () -> server.openWatches() == 4);
            server.sendBookmarks();
            cluster.until("all is well", () -> cluster.listener.recovered.size() == 4);
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(1);
        }
    }

    @Test
    void aForgottenVersionIsListedAgainAndWhatIsGoneIsFound() throws Exception {
        server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.stopListening();
            server.delete(ApiResource.SERVICES, "ns", "a");
            server.put(ApiResource.SERVICES, service("b", "10.96.0.3"));
            server.put(ApiResource.SERVICES, service("c", "10.96.0.4"));
            server.forgetHistory();
            server.listenAgain();

            cluster.until("a is gone", () -> !cluster.hasService("a"))
                    .until("b is changed", () -> cluster.hasService("b", "10.96.0.3"))
                    .until("c is there", () -> cluster.hasService("c"));
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(2);
            assertThat(WatchedCluster.serviceRequests(server, "LIST").getFirst())
                    .contains("resourceVersion=0");
            assertThat(WatchedCluster.serviceRequests(server, "LIST").getLast())
                    .doesNotContain("resourceVersion");
            assertThat(cluster.listener.relisting).contains(Source.SERVICES);
        }
    }

    @Test
    void anErrorEventOfStatus410IsAsGood() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.sendRaw(
                    "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,"
                            + "\"reason\":\"Expired\",\"message\":\"too old\"}}");

            cluster.until("all list again", () -> cluster.listener.listed.size() >= 8);
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
            cluster.until("b is there", () -> cluster.hasService("b"));
            assertThat(cluster.listener.failing).isEmpty();
        }
    }

    @Test
    void aWatchGoesOnFromABookmark() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.watching(server)) {
            // Other kinds move the version on; of that a watch without events learns by bookmark.
            for (int i = 0; i < 10; i++) {
                server.put(ApiResource.SERVICE_CIDRS, serviceCidr("k", "10." + i + ".0.0/16"));
            }
            cluster.until("the last is there", () -> cluster.serviceCidrs().size() == 1);
            AtomicBoolean isTimeToDrop = new AtomicBoolean();
            cluster.until(
                    "the watch is resumed from there",
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
        WatchTiming q = WatchedCluster.QUICK;
        WatchTiming shortWatches =
                new WatchTiming(
                        q.readTimeout(),
                        q.answerTimeout(),
                        q.idleTimeout(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        q.backoffFirst(),
                        q.backoffMax(),
                        q.absentRetry());
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
            cluster.until("b is there", () -> cluster.hasService("b"));
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(1);
            assertThat(cluster.listener.failing).isEmpty();
        }
    }

    @Test
    void aSilentConnectionIsTakenForDead() throws Exception {
        WatchTiming q = WatchedCluster.QUICK;
        WatchTiming impatient =
                new WatchTiming(
                        q.readTimeout(),
                        q.answerTimeout(),
                        Duration.ofMillis(200),
                        q.watchMin(),
                        q.watchMax(),
                        q.backoffFirst(),
                        q.backoffMax(),
                        q.absentRetry());
        try (WatchedCluster cluster =
                WatchedCluster.of(server, impatient, new RecordingListener()).synced()) {
            // The server would only send a bookmark after a minute.
            cluster.until("all connect again", () -> cluster.listener.watchesEnded.size() >= 8);
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
            cluster.until("b is there", () -> cluster.hasService("b"));
        }
    }
}
