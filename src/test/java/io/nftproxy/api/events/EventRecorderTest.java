package io.nftproxy.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.AccessProblem;
import io.nftproxy.api.TestClient;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.ClusterEvent.Type;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventRecorderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T01:02:03.004005Z");
    private static final ClusterEvent STARTING =
            ClusterEvent.ofNode("node-1", Type.NORMAL, "Starting", "StartKubeProxy", "hello");

    private FaultyApiServer server;
    private EventRecorder recorder;

    @BeforeEach
    void start() throws IOException, AccessProblem {
        server = FaultyApiServer.start();
        recorder =
                new EventRecorder(
                        TestClient.client(server.url()),
                        "node-1",
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        () -> 0,
                        Duration.ofMillis(1));
        recorder.start();
    }

    @AfterEach
    void stop() {
        recorder.close();
        server.close();
    }

    private static ClusterEvent warning(int number) {
        return ClusterEvent.ofService(
                new ObjectName("ns", "svc-" + number), "uid-1", "Broken", "Sync", "\"it\" broke");
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private List<String> awaitPosted(int count) {
        await(() -> server.postedEvents().size() >= count);
        return server.postedEvents();
    }

    @Test
    void postsAServiceEvent() {
        recorder.post(warning(1));

        assertThat(awaitPosted(1))
                .containsExactly(
                        "{\"apiVersion\":\"events.k8s.io/v1\",\"kind\":\"Event\",\"metadata\":"
                                + "{\"name\":\"svc-1.1540028522da3781\",\"namespace\":\"ns\"},"
                                + "\"type\":\"Warning\",\"reason\":\"Broken\",\"action\":\"Sync\","
                                + "\"reportingInstance\":\"kube-proxy-node-1\","
                                + "\"eventTime\":\"2026-11-22T01:02:03.004005Z\","
                                + "\"reportingController\":\"kube-proxy\","
                                + "\"regarding\":{\"apiVersion\":\"v1\",\"kind\":\"Service\","
                                + "\"name\":\"svc-1\",\"namespace\":\"ns\",\"uid\":\"uid-1\"},"
                                + "\"note\":\"\\\"it\\\" broke\"}");
        assertThat(server.requests())
                .containsExactly("POST /apis/events.k8s.io/v1/namespaces/ns/events");
    }

    @Test
    void nodeEventIsInTheDefaultNamespace() {
        recorder.post(STARTING);

        assertThat(awaitPosted(1).getFirst())
                .contains(
                        "\"namespace\":\"default\"},\"type\":\"Normal\"",
                        "\"kind\":\"Node\",\"name\":\"node-1\",\"uid\":\"node-1\"}");
    }

    @Test
    void fallsBackToTheCoreApi() {
        server.refuse("/apis/events.k8s.io", 404);

        recorder.post(STARTING);
        recorder.post(warning(1));

        assertThat(awaitPosted(2).getFirst())
                .contains(
                        "\"apiVersion\":\"v1\",\"kind\":\"Event\"",
                        "\"involvedObject\":{",
                        "\"message\":\"hello\"",
                        "\"firstTimestamp\":\"2026-11-22T01:02:03Z\"",
                        "\"count\":1");
        assertThat(server.requests())
                .containsExactly(
                        "POST /apis/events.k8s.io/v1/namespaces/default/events",
                        "POST /api/v1/namespaces/default/events",
                        "POST /api/v1/namespaces/ns/events");
    }

    @Test
    void repeatedEventIsPostedOnce() {
        for (int i = 0; i < 50; i++) {
            recorder.post(warning(1));
        }
        recorder.post(warning(2));

        assertThat(awaitPosted(2))
                .satisfiesExactly(
                        first -> assertThat(first).contains("svc-1"),
                        second -> assertThat(second).contains("svc-2"));
    }

    @Test
    void retriesWhileTheServerIsUnavailable() {
        server.failNext(3, 503);

        recorder.post(STARTING);

        awaitPosted(1);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void eventThatExistsIsNotRetried() {
        server.failNext(1, 409);

        recorder.post(warning(1));
        recorder.post(warning(2));

        awaitPosted(1);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void finishPostsQueuedEvents() throws Exception {
        recorder.post(STARTING);
        recorder.finish(Duration.ofSeconds(50));

        assertThat(server.postedEvents()).hasSize(1);
    }

    @Test
    void rejectedEventIsDropped() {
        server.failNext(1, 403);

        recorder.post(warning(1));
        recorder.post(warning(2));

        assertThat(awaitPosted(1)).singleElement().asString().contains("svc-2");
    }

    @Test
    void eventsBeyondTheBurstAreDropped() {
        for (int i = 0; i < 200; i++) {
            recorder.post(warning(i));
        }
        await(() -> server.postedEvents().size() == 25);
        // The clock does not advance, so further Events are dropped.
        recorder.post(warning(1000));

        assertThat(server.postedEvents()).hasSize(25);
    }

    @Test
    void postDoesNotBlock() {
        server.stopListening();

        for (int i = 0; i < 10_000; i++) {
            recorder.post(warning(i));
        }

        assertThat(server.postedEvents()).isEmpty();
    }
}
