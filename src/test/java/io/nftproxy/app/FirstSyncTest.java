package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nftproxy.api.ApiClient;
import io.nftproxy.api.watch.ClusterWatch;
import io.nftproxy.api.watch.WatchListener;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.testing.SimulatedClock;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The lists that the first sync waits for, with an API server that refuses some. */
class FirstSyncTest {
    private static final String NODES = ApiResource.NODES.path();
    private static final String SERVICE_CIDRS = ApiResource.SERVICE_CIDRS.path();

    private final SimulatedClock clock = new SimulatedClock();
    private final ChangeInbox inbox = FirstSyncLog.inbox(clock);
    private final CountDownLatch listed = new CountDownLatch(2);
    private final CountDownLatch failed = new CountDownLatch(3);
    private final Logger logger = (Logger) LoggerFactory.getLogger(FirstSyncLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private FaultyApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = FaultyApiServer.start();
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
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

    private void awaitOpen() throws InterruptedException {
        for (int i = 0; i < 3000 && !inbox.isSynced(); i++) {
            Thread.sleep(10);
        }
        assertThat(inbox.isSynced()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500, 503})
    void firstSyncDoesNotWaitForServiceCidrs(int status) throws Exception {
        server.refuse(SERVICE_CIDRS, status);
        try (ClusterWatch _ = watch()) {
            await(listed);
            clock.pass(Duration.ofSeconds(1));

            awaitOpen();
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

            awaitOpen();
            new FirstSyncLog(inbox).syncStarted(0);
            assertThat(lines.list)
                    .singleElement()
                    .asString()
                    .startsWith("[WARN] First sync without the Node: not read for 30s;");
        }
    }

    @Test
    void firstSyncDoesNotWaitForANodeThatDoesNotExist() throws Exception {
        try (ClusterWatch _ = watch()) {
            await(listed);

            awaitOpen();
            new FirstSyncLog(inbox).syncStarted(0);
            assertThat(lines.list).isEmpty();
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
            awaitOpen();
        }
    }
}
