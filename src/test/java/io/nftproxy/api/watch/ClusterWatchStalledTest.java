package io.nftproxy.api.watch;

import static io.nftproxy.api.watch.ClusterJson.service;
import static io.nftproxy.api.watch.ClusterJson.serviceNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import io.nftproxy.tools.apiserver.WatchFault;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Watches that keep failing: lists deliver the changes. */
class ClusterWatchStalledTest {
    private static final ApiResource SERVICES = ApiResource.SERVICES;

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
    void changesArriveByListsWhileWatchesFail(WatchFault fault) throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.spoilWatches(SERVICES, fault);
            server.dropWatches();
            cluster.awaitOutages(1);

            server.put(SERVICES, service("b", "10.96.0.2"));
            server.delete(SERVICES, "ns", "a");

            cluster.awaitService("b").awaitNoService("a");
            assertThat(cluster.listener.failing).singleElement().asString().contains("SERVICES");
            assertThat(cluster.listener.recovered).isEmpty();

            server.mendWatches(SERVICES);

            cluster.awaitRecoveries(1);
            server.put(SERVICES, service("c", "10.96.0.3"));
            cluster.awaitService("c");
        }
    }

    @Test
    void aThrottledWatchIsResumedWithoutAList() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.spoilWatches(SERVICES, new WatchFault.Refused(429));
            server.dropWatches();
            cluster.awaitOutages(1);
            server.put(SERVICES, service("b", "10.96.0.2"));
            server.mendWatches(SERVICES);

            cluster.awaitService("b");
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(1);
        }
    }

    @Test
    void aSilentWatchIsFollowedByAList() throws Exception {
        try (WatchedCluster cluster =
                WatchedCluster.of(
                                server,
                                WatchedCluster.withIdleTimeout(Duration.ofMillis(300)),
                                new RecordingListener())
                        .synced()) {
            server.spoilWatches(SERVICES, new WatchFault.Mute());
            server.dropWatches();
            server.put(SERVICES, service("b", "10.96.0.2"));

            cluster.awaitService("b")
                    .until(
                            "the outage names the missing bookmark",
                            () ->
                                    cluster.listener.failing.stream()
                                            .anyMatch(line -> line.contains("no bookmark")));
        }
    }

    @Test
    void anExpiredWatchIsFollowedByAListAtOnce() throws Exception {
        try (WatchedCluster cluster =
                WatchedCluster.of(server, WatchedCluster.WITHOUT_RETRIES, new RecordingListener())
                        .synced()
                        .awaitWatches(server)) {
            server.sendBookmarks();
            cluster.until("all bookmarks have arrived", () -> cluster.listener.heard.size() >= 8);

            server.sendRaw(error(410));

            cluster.until("each kind is listed again", () -> cluster.listener.listed.size() == 8);
            assertThat(cluster.listener.relisting).contains(Source.SERVICES);
            assertThat(cluster.listener.failing).isEmpty();
        }
    }

    @Test
    void anExpiredPageIsFollowedByAListWithoutPagesAtOnce() throws Exception {
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
                WatchedCluster.of(server, WatchedCluster.WITHOUT_RETRIES, forgetful).synced()) {
            assertThat(cluster.services()).hasSize(701);
        }
    }

    @Test
    void anOutageEndsWhenDataArrives() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.stopListening();
            cluster.awaitOutages(4);
            server.listenAgain();
            cluster.awaitWatches(server);
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(1);
            assertThat(cluster.listener.recovered).isEmpty();

            server.sendBookmarks();

            cluster.awaitRecoveries(4);
            assertThat(cluster.listener.recovered).containsExactlyInAnyOrder(Source.values());
        }
    }
}
