package io.nftproxy.api;

import static io.nftproxy.api.TestClient.client;
import static io.nftproxy.api.TestClient.data;
import static io.nftproxy.api.TestClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.X509TrustManager;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trust in servers and errors of TLS, with real TLS and real kubeconfigs. */
class ApiClientTlsTest {
    @TempDir private static Path folder;

    private static TestCertificate address;
    private static TestCertificate name;
    private static TlsApiServer server;
    private static TlsApiServer named;

    @BeforeAll
    static void start() throws Exception {
        address = TestCertificate.make(folder, "EC", "ip:127.0.0.1");
        name = TestCertificate.make(folder, "EC", "dns:api.example");
        server = new TlsApiServer(address);
        named = new TlsApiServer(name);
        Files.writeString(folder.resolve("ca.crt"), address.certificatePem());
        Files.writeString(folder.resolve("named-ca.crt"), name.certificatePem());
    }

    @AfterAll
    static void stop() {
        server.close();
        named.close();
    }

    private static Path kubeconfig(String url, String cluster, String user) throws IOException {
        return TestKubeconfig.write(folder, url, cluster, user);
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(Path file) {
        return assertThatThrownBy(() -> get(file))
                .isInstanceOfSatisfying(
                        ApiFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ApiFailure.Kind.TLS));
    }

    @Test
    void trustsTheClusterCaFromAFile() throws Exception {
        assertThat(get(kubeconfig(server.url(), ", certificate-authority: ca.crt", "")))
                .isEqualTo(200);
    }

    @Test
    void trustsTheClusterCaFromData() throws Exception {
        String data = data(address.certificatePem());

        assertThat(get(kubeconfig(server.url(), ", certificate-authority-data: " + data, "")))
                .isEqualTo(200);
    }

    @Test
    void trustsNoOtherCa() throws Exception {
        Path wrong = kubeconfig(server.url(), ", certificate-authority: named-ca.crt", "");
        Path none = kubeconfig(server.url(), "", "");

        assertRefused(wrong)
                .hasMessage(
                        "no CA in %s has signed the API server's certificate"
                                + " (CN=test-EC, issued by CN=test-EC)",
                        folder.resolve("named-ca.crt"));
        assertRefused(none).hasMessageStartingWith("no CA in the Java runtime");
    }

    @Test
    void trustsTheClusterCaAlone() throws Exception {
        Path file = kubeconfig(server.url(), ", certificate-authority: ca.crt", "");
        StandardHttpClientBuilder<?, ?, ?> made =
                (StandardHttpClientBuilder<?, ?, ?>)
                        ApiTransport.open(ApiAccessLoader.load(file, null, Map.of())).newBuilder();

        assertThat(((X509TrustManager) made.getTrustManagers()[0]).getAcceptedIssuers()).hasSize(1);
    }

    @Test
    void trustsNoOtherHost() throws Exception {
        Path other = kubeconfig(named.url(), ", certificate-authority: named-ca.crt", "");

        assertRefused(other)
                .hasMessageContaining("(CN=test-EC, for [api.example]) is not accepted")
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void tlsServerNameReplacesTheHostName() throws Exception {
        String right = ", certificate-authority: named-ca.crt, tls-server-name: api.example";
        String wrong = ", certificate-authority: named-ca.crt, tls-server-name: other.example";

        assertThat(get(kubeconfig(named.url(), right, ""))).isEqualTo(200);
        String byName = named.url().replace("127.0.0.1", "localhost");
        assertThat(get(kubeconfig(byName, right, ""))).isEqualTo(200);
        Path wrongName = kubeconfig(named.url(), wrong, "");
        assertRefused(wrongName).hasMessageContaining("for [api.example]) is not accepted");
    }

    @Test
    void theHostNameDoesNotStandInForTlsServerName() throws Exception {
        String wrong = ", certificate-authority: ca.crt, tls-server-name: other.example";

        assertRefused(kubeconfig(server.url(), wrong, ""))
                .hasMessageContaining("for [127.0.0.1]) is not for other.example");
    }

    @Test
    void insecureSkipTlsVerifyTrustsEveryCertificate() throws Exception {
        assertThat(get(kubeconfig(named.url(), ", insecure-skip-tls-verify: true", "")))
                .isEqualTo(200);
    }

    @Test
    void missingCaFileIsReported() throws Exception {
        Path file = kubeconfig(server.url(), ", certificate-authority: missing.crt", "");

        assertThatThrownBy(() -> client(file))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining("missing.crt");
    }

    @Test
    void expiredServerCertificateIsReportedWithItsDate() throws Exception {
        TestCertificate expired = TestCertificate.expired(folder, "ip:127.0.0.1");
        Files.writeString(folder.resolve("its-ca.crt"), expired.caPem());
        try (TlsApiServer old = new TlsApiServer(expired)) {
            Path file = kubeconfig(old.url(), ", certificate-authority: its-ca.crt", "");

            assertRefused(file)
                    .hasMessageMatching(
                            "the API server's certificate \\(CN=test-EC\\) expired at "
                                    + "\\d{4}-\\S+Z; the time is \\S+");
        }
    }

    @Test
    void rejectedClientCertificateIsReportedWithFileAndDate() throws Exception {
        assertThat(refusal("old", TestCertificate.expired(folder, "dns:us")))
                .startsWith("401: ")
                .contains("our client certificate " + folder.resolve("old.crt") + " expired at 20");
        assertThat(refusal("new", name))
                .contains("certificate " + folder.resolve("new.crt") + " is valid until 20");
    }

    /** A server that rejects every client certificate. */
    private static String refusal(String files, TestCertificate ours) throws Exception {
        Files.writeString(folder.resolve(files + ".crt"), ours.certificatePem());
        Files.writeString(folder.resolve(files + ".key"), ours.keyPem());
        try (TlsApiServer strict = new TlsApiServer(address, ours)) {
            strict.accepted = "nobody";
            Path file =
                    kubeconfig(
                            strict.url(),
                            ", certificate-authority: ca.crt",
                            "client-certificate: %1$s.crt, client-key: %1$s.key".formatted(files));
            Duration time = Duration.ofSeconds(5);
            try (ApiResponse response = client(file).get("LIST", "/", time, time)) {
                return response.failure().reason();
            }
        }
    }
}
