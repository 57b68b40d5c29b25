package io.nftproxy.api.watch;

import static io.nftproxy.api.watch.ClusterJson.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.TestCertificate;
import io.nftproxy.api.TestClient;
import io.nftproxy.api.TestKubeconfig;
import io.nftproxy.api.TestTls;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The CA, the server's certificate or the client's credentials are replaced while all watches are
 * open, and objects change meanwhile.
 */
class CredentialRotationTest {
    private static final ApiResource SERVICES = ApiResource.SERVICES;
    private static final String CLUSTER = ", certificate-authority: ca.crt";

    private static TestCertificate first;
    private static TestCertificate second;
    private static TestCertificate oldClient;
    private static TestCertificate newClient;

    @TempDir private Path folder;
    private FaultyApiServer server;

    @BeforeAll
    static void make(@TempDir Path keys) throws Exception {
        first = TestCertificate.make(keys, "EC", "ip:127.0.0.1");
        second = TestCertificate.make(keys, "EC", "ip:127.0.0.1");
        oldClient = TestCertificate.make(keys, "EC", "dns:client");
        newClient = TestCertificate.make(keys, "EC", "dns:client");
    }

    @BeforeEach
    void start() throws Exception {
        server = FaultyApiServer.startTls(TestTls.server(first, oldClient));
        server.put(SERVICES, service("a", "10.96.0.1"));
        server.put(SERVICES, service("b", "10.96.0.2"));
        trust(first);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void trust(TestCertificate ca) throws Exception {
        Files.writeString(folder.resolve("ca.crt"), ca.certificatePem());
    }

    private void present(TestCertificate client) throws Exception {
        Files.writeString(folder.resolve("client.crt"), client.certificatePem());
        Files.writeString(folder.resolve("client.key"), client.keyPem());
    }

    private Path kubeconfig(String user) throws Exception {
        return TestKubeconfig.write(folder, server.url(), CLUSTER, user);
    }

    private WatchedCluster watching(Path kubeconfig) throws Exception {
        WatchedCluster cluster =
                WatchedCluster.of(TestClient.client(kubeconfig)).synced().awaitWatches(server);
        server.sendBookmarks();
        return cluster.until(
                "all bookmarks have arrived", () -> cluster.listener.heard.size() >= 8);
    }

    private void change() {
        server.delete(SERVICES, "ns", "a");
        server.put(SERVICES, service("b", "10.96.0.9"));
        server.put(SERVICES, service("c", "10.96.0.3"));
    }

    private void assertChanged(WatchedCluster cluster) {
        cluster.awaitNoService("a").awaitService("b", "10.96.0.9").awaitService("c");
        cluster.awaitWatches(server);
        server.put(SERVICES, service("d", "10.96.0.4"));
        cluster.awaitService("d");
        assertThat(cluster.services()).hasSize(3);
    }

    @Test
    void anotherCaIsTrustedAsSoonAsItsFileIsThere() throws Exception {
        try (WatchedCluster cluster = watching(kubeconfig(""))) {
            server.restart(TestTls.server(second));
            change();
            cluster.until(
                    "the certificate is refused",
                    () ->
                            cluster.listener.failing.stream()
                                    .anyMatch(why -> why.contains("certificate")));
            assertThat(cluster.services()).hasSize(2);

            trust(second);

            assertChanged(cluster);
        }
    }

    @Test
    void aCaWhoseFileIsReplacedBeforehandIsTrusted() throws Exception {
        try (WatchedCluster cluster = watching(kubeconfig(""))) {
            trust(second);
            change();
            server.restart(TestTls.server(second));

            assertChanged(cluster);
        }
    }

    @Test
    void aReplacedClientCertificateIsPresented() throws Exception {
        present(oldClient);
        String user = "client-certificate: client.crt, client-key: client.key";
        try (WatchedCluster cluster = watching(kubeconfig(user))) {
            server.restart(TestTls.server(first, newClient));
            change();
            cluster.awaitOutages(4);
            assertThat(cluster.services()).hasSize(2);

            present(newClient);

            assertChanged(cluster);
        }
    }

    @Test
    void aReplacedTokenIsSent() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "old");
        server.accept("Bearer old");
        try (WatchedCluster cluster = watching(kubeconfig("tokenFile: token"))) {
            server.accept("Bearer new");
            // The open watches go on, as in the API server.
            server.put(SERVICES, service("b", "10.96.0.8"));
            cluster.awaitService("b", "10.96.0.8");
            server.dropWatches();
            change();
            cluster.awaitOutages(4);

            Files.writeString(token, "new");

            assertChanged(cluster);
        }
    }
}
