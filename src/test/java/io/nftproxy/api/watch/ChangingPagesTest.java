package io.nftproxy.api.watch;

import static io.nftproxy.api.watch.ClusterJson.service;
import static io.nftproxy.api.watch.ClusterJson.serviceNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects that change between two pages of a list, which shows them as they were. */
class ChangingPagesTest {
    private static final ApiResource SERVICES = ApiResource.SERVICES;

    /** Three pages, in the order of their names: svc-0, svc-1, svc-10, and so on. */
    private static final int MANY = 1_100;

    private FaultyApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = FaultyApiServer.start();
        for (int i = 0; i < MANY; i++) {
            server.put(SERVICES, serviceNumber(i));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void changeOnceBetweenPages() {
        AtomicBoolean done = new AtomicBoolean();
        server.beforeFurtherPages(
                () -> {
                    if (!done.getAndSet(true)) {
                        // Of pages that were read already, and of those that were not.
                        server.put(SERVICES, service("early", "10.96.99.1"));
                        server.put(SERVICES, service("svc-1", "10.96.99.2"));
                        server.delete(SERVICES, "ns", "svc-10");
                        server.put(SERVICES, service("zuletzt", "10.96.99.3"));
                        server.put(SERVICES, service("svc-998", "10.96.99.4"));
                        server.delete(SERVICES, "ns", "svc-999");
                    }
                });
    }

    private static void assertChanged(WatchedCluster cluster) {
        cluster.awaitService("early").awaitService("zuletzt");
        cluster.awaitService("svc-1", "10.96.99.2").awaitService("svc-998", "10.96.99.4");
        cluster.awaitNoService("svc-10").awaitNoService("svc-999");
        assertThat(cluster.services()).hasSize(MANY);
    }

    @Test
    void theWatchBringsWhatChangedDuringTheFirstList() throws Exception {
        changeOnceBetweenPages();
        try (WatchedCluster cluster = WatchedCluster.of(server).synced()) {
            assertChanged(cluster);
            assertThat(WatchedCluster.serviceRequests(server, "LIST")).hasSize(3);
        }
    }

    @Test
    void theWatchBringsWhatChangedDuringALaterList() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.settled(server)) {
            changeOnceBetweenPages();
            server.stopListening();
            server.forgetHistory();
            server.listenAgain();

            assertChanged(cluster);
        }
    }

    @Test
    void aListThatExpiresAfterAChangeIsReadAgain() throws Exception {
        changeOnceBetweenPages();
        try (WatchedCluster cluster = WatchedCluster.of(server)) {
            cluster.until(
                    "a page is delivered",
                    () -> WatchedCluster.serviceRequests(server, "LIST").size() > 1);
            server.forgetHistory();

            assertChanged(cluster);
        }
    }
}
