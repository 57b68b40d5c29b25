package io.nftproxy.api.watch;

import static io.nftproxy.api.watch.ClusterJson.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.ApiClient;
import io.nftproxy.api.KubeconfigWatcher;
import io.nftproxy.api.TestClient;
import io.nftproxy.api.TestKubeconfig;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.EmbeddedApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kubeconfig changes while everything is watched. */
class KubeconfigWatcherTest {
    @TempDir private Path folder;
    private EmbeddedApiServer before;
    private EmbeddedApiServer after;
    private Path file;
    private ApiClient api;
    private KubeconfigWatcher watcher;

    @BeforeEach
    void start() throws Exception {
        before = EmbeddedApiServer.start();
        after = EmbeddedApiServer.start();
        before.put(ApiResource.SERVICES, service("a", "10.96.0.1"));
        after.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
        // It has a history of its own, as one that was restored from a copy.
        after.forgetHistory();
        file = TestKubeconfig.write(folder, before.url(), "", "");
        api = TestClient.client(file);
        watcher = new KubeconfigWatcher(file, Duration.ofDays(1), List.of(api));
    }

    @AfterEach
    void stop() {
        before.close();
        after.close();
    }

    private void write(String url) throws IOException {
        Path other = TestKubeconfig.write(folder, url, "", "");
        Files.writeString(file, Files.readString(other));
    }

    @Test
    void watchesMoveToAnotherServerThoughTheFormerIsWell() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.of(api).synced()) {
            cluster.until("all watch", () -> before.openWatches() == 4);
            write(after.url());

            watcher.look();

            cluster.until("b is there", () -> cluster.hasService("b"))
                    .until("a is gone", () -> !cluster.hasService("a"))
                    .until("all watch there", () -> after.openWatches() == 4);
            assertThat(api.server()).isEqualTo(after.url());
        }
    }

    @Test
    void aServerThatIsGoneIsLeft() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.of(api).synced()) {
            before.stopListening();
            write(after.url());

            watcher.look();

            cluster.until("b is there", () -> cluster.hasService("b"));
        }
    }

    @Test
    void aFileThatCannotBeUsedOrIsMissingChangesNothing() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.of(api).synced()) {
            cluster.until("all watch", () -> before.openWatches() == 4);
            int requests = before.requests().size();
            Files.writeString(file, "current-context: none");
            watcher.look();
            Files.delete(file);
            watcher.look();

            before.put(ApiResource.SERVICES, service("c", "10.96.0.3"));
            cluster.until("c is there", () -> cluster.hasService("c"));
            assertThat(before.requests()).hasSize(requests);
        }
    }

    @Test
    void requestsOfAClientAreToldToWhoeverListensLast() throws Exception {
        RecordingListener late = new RecordingListener();
        api.reportTo(late);

        api.post("/api/v1/namespaces/x/events", new byte[] {'{', '}'}, Duration.ofSeconds(5))
                .close();

        assertThat(late.requests).containsExactly("POST 201");
    }
}
