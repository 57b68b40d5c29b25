package io.nftproxy.api.watch;

import static io.nftproxy.api.watch.ClusterJson.service;
import static io.nftproxy.api.watch.ClusterJson.serviceNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.EmbeddedApiServer;
import io.nftproxy.tools.apiserver.WatchFault;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a node stays in step with the cluster though watches cannot go on. */
class ClusterWatchStalledTest {
    private static final ApiResource SERVICES = ApiResource.SERVICES;

    private EmbeddedApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedApiServer.start();
        server.put(SERVICES, service("a", "10.96.0.1"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Pauses so long that nothing that waits for one is seen by a test. */
    private static WatchTiming withoutRetries() {
        WatchTiming q = WatchedCluster.QUICK;
        return new WatchTiming(
                q.readTimeout(),
                q.answerTimeout(),
                q.idleTimeout(),
                q.watchMin(),
                q.watchMax(),
                Duration.ofDays(1),
                Duration.ofDays(1),
                q.absentRetry());
    }

    private static WatchTiming withIdleTimeout(Duration idleTimeout) {
        WatchTiming q = WatchedCluster.QUICK;
        return new WatchTiming(
                q.readTimeout(),
                q.answerTimeout(),
                idleTimeout,
                q.watchMin(),
                q.watchMax(),
                q.backoffFirst(),
                q.backoffMax(),
                q.absentRetry());
    }

    static Stream<WatchFault> faults() {
        return Stream.of(
                new WatchFault.Ended(),
                new WatchFault.Cut(),
                new WatchFault.Refused(500),
                new WatchFault.Refused(503),
                new WatchFault.Refused(504),
                new WatchFault.Refused(400),
                new WatchFault.Refused(401),
                new WatchFault.Refused(403),
                new WatchFault.Refused(404),
                new WatchFault.Refused(410),
                new WatchFault.Greeted("<html>"),
                new WatchFault.Greeted("{\"type\":\"ADDED\",\"object\":[]}"),
                new WatchFault.Greeted(error(410)),
                new WatchFault.Greeted(error(500)),
                new WatchFault.Greeted(error(504)),
                new WatchFault.Greeted("{\"type\":\"ERROR\",\"object\":{}}"));
    }

    private static String error(int code) {
        return "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":"
                + code
                + ",\"message\":\"fault injected\"}}";
    }

    @ParameterizedTest
    @MethodSource("faults")
    void changesArriveByListWhileNoWatchGoesOn(WatchFault fault) throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.spoilWatches(SERVICES, fault);
            server.dropWatches();
            cluster.until("it is noticed", () -> cluster.listener.failing.size() == 1);

            server.put(SERVICES, service("b", "10.96.0.2"));
            server.delete(SERVICES, "ns", "a");

            cluster.until("b is there", () -> cluster.hasService("b"))
                    .until("a is gone", () -> !cluster.hasService("a"));
            assertThat(cluster.listener.failing).singleElement().asString().contains("SERVICES");
            assertThat(cluster.listener.recovered).isEmpty();

            server.mendWatches(SERVICES);

            cluster.until("all is well", () -> cluster.listener.recovered.size() == 1);
            server.put(SERVICES, service("c", "10.96.0.3"));
            cluster.until("c is there", () -> cluster.hasService("c"));
        }
    }

    @Test
    void aBusyServerIsAskedForTheSameAgain() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.spoilWatches(SERVICES, new WatchFault.Refused(429));
            server.dropWatches();
            cluster.until("it is told", () -> cluster.listener.failing.size() == 1);
            server.put(SERVICES, service("b", "10.96.0.2"));
            server.mendWatches(SERVICES);

            cluster.until("b is there", () -> cluster.hasService("b"));
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(1);
        }
    }

    @Test
    void aWatchThatNeverBringsAnythingIsFollowedByAList() throws Exception {
        try (WatchedCluster cluster =
                WatchedCluster.of(
                                server,
                                withIdleTimeout(Duration.ofMillis(300)),
                                new RecordingListener())
                        .synced()) {
            server.spoilWatches(SERVICES, new WatchFault.Mute());
            server.dropWatches();
            server.put(SERVICES, service("b", "10.96.0.2"));

            cluster.until("b is there", () -> cluster.hasService("b"))
                    .until(
                            "it is told",
                            () ->
                                    cluster.listener.failing.stream()
                                            .anyMatch(line -> line.contains("no bookmark")));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aListFollowsAnOldVersionAtOnce(boolean asEvent) throws Exception {
        try (WatchedCluster cluster =
                WatchedCluster.of(server, withoutRetries(), new RecordingListener()).synced()) {
            cluster.until("all watch", () -> server.openWatches() == 4);
            server.sendBookmarks();
            cluster.until("they go well", () -> cluster.listener.heard.size() >= 8);

            if (asEvent) {
                server.sendRaw(error(410));
            } else {
                server.spoilWatches(SERVICES, new WatchFault.Refused(410));
                server.sendRaw(error(410));
            }
            cluster.until(
                    "it is noticed", () -> cluster.listener.relisting.contains(Source.SERVICES));
            server.put(SERVICES, service("b", "10.96.0.2"));

            cluster.until("b is there", () -> cluster.hasService("b"));
        }
    }

    @Test
    void anExpiredListIsReadAllInOneAtOnce() throws Exception {
        for (int i = 0; i < 700; i++) {
            server.put(SERVICES, serviceNumber(i));
        }
        server.put(SERVICES, service("a-broken", "1.2.3"));
        RecordingListener forgetful =
                new RecordingListener() {
                    @Override
                    public void unreadable(ReadProblem problem) {
                        super.unreadable(problem);
                        if (problems.size() == 1) {
                            server.forgetHistory();
                        }
                    }
                };
        try (WatchedCluster cluster =
                WatchedCluster.of(server, withoutRetries(), forgetful).synced()) {
            assertThat(cluster.services()).hasSize(701);
        }
    }

    @Test
    void itIsOverWhenDataHasArrivedAndNotBefore() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.stopListening();
            cluster.until("it is noticed", () -> cluster.listener.failing.size() == 4);
            server.listenAgain();
            cluster.until("all watch again", () -> server.openWatches() == 4);
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(1);
            assertThat(cluster.listener.recovered).isEmpty();

            server.sendBookmarks();

            cluster.until("it is over", () -> cluster.listener.recovered.size() == 4);
            assertThat(cluster.listener.recovered).containsExactlyInAnyOrder(Source.values());
        }
    }
}
