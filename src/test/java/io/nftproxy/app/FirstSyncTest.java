package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.ApiClient;
import io.nftproxy.api.watch.ClusterWatch;
import io.nftproxy.api.watch.WatchListener;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.testing.Await;
import io.nftproxy.testing.LogLines;
import io.nftproxy.testing.SimulatedClock;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists that the first sync waits for, with an API server that refuses some. */
class FirstSyncTest {
    private static final String NODES = ApiResource.NODES.path();
    private static final String SERVICE_CIDRS = ApiResource.SERVICE_CIDRS.path();

    private final SimulatedClock clock = new SimulatedClock();
    private final ChangeInbox inbox = FirstSyncLog.inbox(clock);
    private final CountDownLatch listed = new CountDownLatch(2);
    private final CountDownLatch failed = new CountDownLatch(3);
    @AutoClose private final LogLines lines = new LogLines(FirstSyncLog.class);
    private FaultyApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = FaultyApiServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ClusterWatch watch() throws Exception {
        WatchListener listener =
                new WatchListener() {
                    @Override
                    public void listed(Source source) {
                        if (source == Source.SERVICES || source == Source.ENDPOINT_SLICES) {
                            listed.countDown();
                        }
                    }

                    @Override
                    public void failed(Source source) {
                        failed.countDown();
                    }
                };
        ApiClient api = ApiClient.connect(null, server.url(), "test");
        ClusterWatch watch = new ClusterWatch(api, inbox, "node-1", listener);
        watch.start();
        return watch;
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitSynced() throws Exception {
        Await.until(inbox::isSynced);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500, 503})
    void firstSyncDoesNotWaitForServiceCidrs(int status) throws Exception {
        server.refuse(SERVICE_CIDRS, status);
        try (ClusterWatch _ = watch()) {
            await(listed);
            clock.pass(Duration.ofSeconds(1));

            awaitSynced();
            assertThat(inbox.missing()).doesNotContain(Source.NODE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 500})
    void firstSyncWaitsForTheNodeForALimitedTime(int status) throws Exception {
        server.refuse(NODES, status);
        try (ClusterWatch _ = watch()) {
            await(listed);
            await(failed);
            clock.pass(Duration.ofSeconds(29));
            assertThat(inbox.isSynced()).isFalse();

            clock.pass(Duration.ofSeconds(2));

            awaitSynced();
            new FirstSyncLog(inbox).syncStarted(0);
            assertThat(lines.take())
                    .singleElement()
                    .asString()
                    .startsWith("[WARN] First sync without the Node: not read for 30s;");
        }
    }

    @Test
    void firstSyncDoesNotWaitForANodeThatDoesNotExist() throws Exception {
        try (ClusterWatch _ = watch()) {
            await(listed);

            awaitSynced();
            new FirstSyncLog(inbox).syncStarted(0);
            assertThat(lines.take()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/services", "/apis/discovery.k8s.io/v1/endpointslices"})
    void firstSyncWaitsForServicesAndEndpointSlicesWithoutLimit(String path) throws Exception {
        server.refuse(path, 500);
        try (ClusterWatch _ = watch()) {
            await(failed);
            clock.pass(Duration.ofDays(1));
            assertThat(inbox.isSynced()).isFalse();

            server.refuse(path, 0);

            await(listed);
            clock.pass(Duration.ofSeconds(31));
            awaitSynced();
        }
    }
}
