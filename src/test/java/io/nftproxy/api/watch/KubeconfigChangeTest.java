package io.nftproxy.api.watch;

import static io.nftproxy.api.watch.ClusterJson.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nftproxy.api.AccessProblem;
import io.nftproxy.api.ApiClient;
import io.nftproxy.api.TestClient;
import io.nftproxy.api.TestKubeconfig;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kubeconfig that changes while all watches are open. */
class KubeconfigChangeTest {
    @TempDir private Path folder;
    private FaultyApiServer before;
    private FaultyApiServer after;
    private Path file;
    private ApiClient api;

    @BeforeEach
    void start() throws Exception {
        before = FaultyApiServer.start();
        after = FaultyApiServer.start();
        before.put(ApiResource.SERVICES, service("a", "10.96.0.1"));
        after.put(ApiResource.SERVICES, service("b", "10.96.0.2"));
        // Its versions differ, like those of a cluster restored from a backup.
        after.forgetHistory();
        file = TestKubeconfig.write(folder, before.url(), "", "");
        api = TestClient.client(file);
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
    void watchesMoveToTheNewServerWhileTheOldOneStillAnswers() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.of(api).synced()) {
            cluster.awaitWatches(before);
            write(after.url());

            api.configurationChanged();

            cluster.awaitService("b").awaitNoService("a").awaitWatches(after);
            assertThat(api.server()).isEqualTo(after.url());
        }
    }

    @Test
    void watchesMoveAwayFromAServerThatIsGone() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.of(api).synced()) {
            before.stopListening();
            write(after.url());

            api.configurationChanged();

            cluster.awaitService("b");
        }
    }

    @Test
    void anInvalidOrMissingFileChangesNothing() throws Exception {
        try (WatchedCluster cluster = WatchedCluster.of(api).synced()) {
            cluster.awaitWatches(before);
            int requests = before.requests().size();
            Files.writeString(file, "current-context: none");
            assertThatThrownBy(api::configurationChanged).isInstanceOf(AccessProblem.class);
            Files.delete(file);
            assertThatThrownBy(api::configurationChanged).isInstanceOf(AccessProblem.class);

            before.put(ApiResource.SERVICES, service("c", "10.96.0.3"));
            cluster.awaitService("c");
            assertThat(before.requests()).hasSize(requests);
        }
    }

    @Test
    void aReplacedListenerReceivesTheRequests() throws Exception {
        RecordingListener late = new RecordingListener();
        api.reportTo(late);

        api.post("/api/v1/namespaces/x/events", new byte[] {'{', '}'}, Duration.ofSeconds(5))
                .close();

        assertThat(late.requests).containsExactly("POST 201");
    }
}
