package io.nftproxy.api.watch;

import static io.nftproxy.api.watch.ClusterJson.service;
import static io.nftproxy.api.watch.ClusterJson.serviceNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that are slow, name an object twice, or are replaced by another one. */
class OddServerTest {
    private static final ApiResource SERVICES = ApiResource.SERVICES;
    private static final int MANY = 8;

    private FaultyApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = FaultyApiServer.start();
        server.put(SERVICES, service("a", "10.96.0.1"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The list takes four times as long as the longest wait for the next bytes. */
    @Test
    void aSlowBodyIsReadToItsEnd() throws Exception {
        for (int i = 0; i < MANY; i++) {
            server.put(SERVICES, serviceNumber(i));
        }
        server.slowDown();
        WatchTiming quick = WatchedCluster.QUICK;
        WatchTiming impatient =
                new WatchTiming(
                        Duration.ofSeconds(1),
                        quick.answerTimeout(),
                        quick.idleTimeout(),
                        quick.watchMin(),
                        quick.watchMax(),
                        quick.backoff(),
                        quick.absentRetry());
        RecordingListener listener = new RecordingListener();
        try (WatchedCluster cluster = WatchedCluster.of(server, impatient, listener).synced()) {
            assertThat(cluster.services()).hasSize(MANY + 1);

            server.put(SERVICES, service("b", "10.96.0.2"));

            cluster.awaitService("b");
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(1);
        }
    }

    @Test
    void ofAnObjectTwiceInAListTheLastOneCounts() throws Exception {
        server.answerLists(
                SERVICES,
                """
                {"kind":"ServiceList","metadata":{"resourceVersion":"1001"},
                 "items":[%s,%s,%s]}
                """
                        .formatted(
                                service("a", "10.96.0.1"),
                                service("b", "10.96.0.2"),
                                service("a", "10.96.0.3")));
        try (WatchedCluster cluster = WatchedCluster.watching(server)) {
            cluster.awaitService("a", "10.96.0.3");
            assertThat(cluster.services()).hasSize(2);
        }
    }

    @Test
    void anObjectThatIsAddedTwiceIsReplaced() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.watching(server)) {
            server.sendRaw(added("10.96.0.7"));
            server.sendRaw(added("10.96.0.7"));
            server.sendRaw(added("10.96.0.8"));

            cluster.awaitService("a", "10.96.0.8");
            assertThat(cluster.services()).hasSize(1);
            assertThat(cluster.listener.relisting).isEmpty();
        }
    }

    private static String added(String address) {
        String object =
                service("a", address)
                        .replace("\"uid\"", "\"resourceVersion\":\"1001\",\"uid\"")
                        .replace("\n", "");
        return "{\"type\":\"ADDED\",\"object\":" + object + "}";
    }

    /** As after the restore of a backup: other objects, and versions that the client never saw. */
    @Test
    void anotherServerBehindTheSameNameIsListedAgain() throws Exception {
        try (FaultyApiServer other = FaultyApiServer.start();
                WatchedCluster cluster = WatchedCluster.watching(server)) {
            for (int i = 0; i < MANY; i++) {
                other.put(SERVICES, serviceNumber(i));
            }
            other.forgetHistory();

            other.takePortOf(server);

            cluster.awaitNoService("a").awaitService("svc-7").awaitWatches(other);
            assertThat(cluster.services()).hasSize(MANY);
            other.put(SERVICES, service("c", "10.96.9.9"));
            cluster.awaitService("c");
        }
    }

    /** A server restored from a backup: its versions are lower, and it answers no 410. */
    private FaultyApiServer restored() throws IOException {
        for (int i = 0; i < 3 * MANY; i++) {
            server.put(SERVICES, serviceNumber(i));
        }
        FaultyApiServer restored = FaultyApiServer.start();
        restored.put(SERVICES, service("svc-0", "10.96.7.7"));
        restored.put(SERVICES, service("b", "10.96.0.2"));
        return restored;
    }

    private static void assertRestored(WatchedCluster cluster, FaultyApiServer restored) {
        cluster.awaitNoService("a").awaitService("svc-0", "10.96.7.7").awaitService("b");
        restored.put(SERVICES, service("c", "10.96.9.9"));
        cluster.awaitService("c");
        assertThat(cluster.services()).hasSize(3);
    }

    @Test
    void aServerWithLowerVersionsIsListedAgain() throws Exception {
        try (FaultyApiServer restored = restored();
                WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.stopListening();
            cluster.awaitOutages(4);

            restored.takePortOf(server);

            assertRestored(cluster, restored);
        }
    }

    /** A watch of a version that the server does not have yet is silent. */
    @Test
    void aServerThatTakesOverWithLowerVersionsIsListedAfterASilence() throws Exception {
        WatchTiming impatient = WatchedCluster.withIdleTimeout(Duration.ofSeconds(2));
        try (FaultyApiServer restored = restored();
                WatchedCluster cluster =
                        WatchedCluster.of(server, impatient, new RecordingListener()).synced()) {
            cluster.awaitWatches(server);
            server.sendBookmarks();
            cluster.until("all bookmarks are there", () -> cluster.listener.heard.size() >= 8);

            restored.takePortOf(server);

            assertRestored(cluster, restored);
        }
    }
}
