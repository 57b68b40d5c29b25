package io.nftproxy.api.watch;

import static io.nftproxy.api.watch.ClusterJson.service;
import static io.nftproxy.api.watch.ClusterJson.serviceCidr;
import static io.nftproxy.api.watch.ClusterJson.serviceNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outages, rejected requests and unusable answers: retries, and no loss of objects. */
class ClusterWatchFailuresTest {
    private static final String SERVICES = ApiResource.SERVICES.path();
    private static final String SERVICE_CIDRS = ApiResource.SERVICE_CIDRS.path();

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
    void theFirstListsAreRetriedUntilTheServerIsReachable() throws Exception {
        server.stopListening();
        try (WatchedCluster cluster = WatchedCluster.of(server)) {
            cluster.awaitOutages(4)
                    .until(
                            "more than 20 requests have failed",
                            () -> cluster.listener.requests.size() > 20);
            assertThat(cluster.inbox.isSynced()).isFalse();
            assertThat(cluster.services()).isEmpty();
            assertThat(cluster.listener.failing).hasSize(4);

            server.listenAgain();

            cluster.synced().awaitService("a").awaitRecoveries(4);
            assertThat(cluster.listener.recovered).containsExactlyInAnyOrder(Source.values());
        }
    }

    @Test
    void anUnexpectedExceptionLeadsToAnotherList() throws Exception {
        AtomicInteger failures = new AtomicInteger(12);
        RecordingListener listener =
                new RecordingListener() {
                    @Override
                    public void listed(Source source) {
                        if (failures.getAndDecrement() > 0) {
                            throw new IllegalStateException("a mistake");
                        }
                        super.listed(source);
                    }
                };
        try (WatchedCluster cluster =
                WatchedCluster.of(server, WatchedCluster.QUICK, listener).synced()) {
            cluster.awaitWatches(server);
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
            cluster.awaitService("b");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>a proxy's error page</html>",
                "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":}}}",
                "[\"no event\"]",
                "{\"type\":\"SURPRISE\",\"object\":{}}",
                "{\"object\":{},\"type\":\"ADDED\"}",
                "{\"type\":\"ERROR\",\"object\":{\"code\":500,\"message\":\"etcd is unwell\"}}",
            })
    void anUnusableWatchEventLeadsToAList(String line) throws Exception {
        try (WatchedCluster cluster = WatchedCluster.watching(server)) {
            server.sendRaw(line);
            server.put(ApiResource.SERVICES, service("b", "10.96.0.2"));

            cluster.until("each kind is listed again", () -> cluster.listener.listed.size() >= 8)
                    .awaitService("b");
            assertThat(cluster.listener.relisting).contains(Source.values());
        }
    }

    @Test
    void aWatchThatIsNotJsonIsReported() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.watching(server)) {
            server.sendRaw("<html>");

            cluster.until("each kind reports it", () -> cluster.listener.problems.size() == 4)
                    .awaitRecoveries(4);
            assertThat(cluster.listener.problems)
                    .allMatch(problem -> problem.why().startsWith("not JSON"));
            assertThat(cluster.listener.failing).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 504, 401, 403, 429})
    void aRejectedListIsReportedOnceAndRetried(int status) throws Exception {
        server.refuse(SERVICES, status);
        try (WatchedCluster cluster = WatchedCluster.of(server)) {
            cluster.awaitOutages(1)
                    .until("the other kinds are listed", () -> cluster.listener.listed.size() == 3);
            assertThat(cluster.inbox.isSynced()).isFalse();

            server.refuse(SERVICES, 0);

            cluster.synced()
                    .awaitService("a")
                    .until("the outage has ended", () -> !cluster.listener.recovered.isEmpty());
            assertThat(cluster.listener.failing)
                    .singleElement()
                    .isEqualTo("SERVICES: " + status + ": fault injected");
            assertThat(cluster.listener.recovered).containsExactly(Source.SERVICES);
        }
    }

    @Test
    void aTruncatedListIsRetried() throws Exception {
        server.truncateNextLists(4);
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            assertThat(cluster.hasService("a")).isTrue();
            assertThat(cluster.listener.failing).isNotEmpty();
        }
    }

    @Test
    void anExpiredPageLeadsToAListWithoutPages() throws Exception {
        for (int i = 0; i < 700; i++) {
            server.put(ApiResource.SERVICES, serviceNumber(i));
        }
        // This Service is reported while the first page is being read.
        server.put(ApiResource.SERVICES, service("a-broken", "1.2.3"));
        AtomicBoolean isFirst = new AtomicBoolean(true);
        RecordingListener forgetful =
                new RecordingListener() {
                    @Override
                    public void unreadable(ReadProblem problem) {
                        if (isFirst.getAndSet(false)) {
                            server.forgetHistory();
                        }
                    }
                };
        try (WatchedCluster cluster =
                WatchedCluster.of(server, WatchedCluster.QUICK, forgetful).synced()) {
            assertThat(cluster.services()).hasSize(701);
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(3);
            assertThat(WatchedCluster.serviceRequests(server, "LIST").getLast())
                    .contains("&limit=0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void aClusterWithoutServiceCidrsIsSynced(int status) throws Exception {
        server.put(ApiResource.SERVICE_CIDRS, serviceCidr("k", "10.96.0.0/12"));
        server.refuse(SERVICE_CIDRS, status);
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            assertThat(cluster.serviceCidrs()).isEmpty();
            assertThat(cluster.listener.failing).isEmpty();

            server.refuse(SERVICE_CIDRS, 0);
            cluster.until("the ServiceCIDR is there", () -> !cluster.serviceCidrs().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500})
    void serviceCidrsStayDuringAnOutage(int status) throws Exception {
        server.put(ApiResource.SERVICE_CIDRS, serviceCidr("k", "10.96.0.0/12"));
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            server.refuse(SERVICE_CIDRS, status);
            server.dropWatches();

            cluster.until(
                    "more than 5 lists have failed",
                    () ->
                            cluster.listener.failed.stream()
                                            .filter(Source.SERVICE_CIDRS::equals)
                                            .count()
                                    > 5);
            assertThat(cluster.serviceCidrs()).hasToString("{k=[10.96.0.0/12]}");
            assertThat(cluster.listener.failing)
                    .containsExactly("SERVICE_CIDRS: " + status + ": fault injected");

            server.put(ApiResource.SERVICE_CIDRS, serviceCidr("k", "10.96.0.0/13"));
            server.refuse(SERVICE_CIDRS, 0);

            cluster.until(
                    "the ServiceCIDR has changed",
                    () -> cluster.serviceCidrs().toString().equals("{k=[10.96.0.0/13]}"));
        }
    }

    @Test
    void closeDuringAnOutageEndsTheRetries() throws Exception {
        server.stopListening();
        WatchedCluster cluster = WatchedCluster.of(server);
        cluster.awaitOutages(4);

        cluster.close();

        int tries = cluster.listener.requests.size();
        assertThat(cluster.listener.recovered).isEmpty();
        cluster.until("no request follows", () -> cluster.listener.requests.size() == tries);
    }
}
