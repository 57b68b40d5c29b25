package io.nftproxy.api;

import static io.nftproxy.api.TestCertificate.pem;
import static io.nftproxy.api.TestClient.client;
import static io.nftproxy.api.TestClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PEM files as tools write them, with real TLS: other blocks are skipped. */
class ApiClientPemTest {
    @TempDir private static Path folder;

    private static TestCertificate address;
    private static TestCertificate ecClient;
    private static TestCertificate rsaClient;
    private static TestCertificate edClient;
    private static TlsApiServer server;

    @BeforeAll
    static void start() throws Exception {
        address = TestCertificate.make(folder, "EC", "ip:127.0.0.1");
        ecClient = TestCertificate.make(folder, "EC", "dns:ec");
        rsaClient = TestCertificate.make(folder, "RSA", "dns:rsa");
        edClient = TestCertificate.make(folder, "Ed25519", "dns:ed");
        server = new TlsApiServer(address, ecClient, rsaClient, edClient);
        Files.writeString(folder.resolve("ca.crt"), address.certificatePem());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Path kubeconfigWithCertificate(String certificate, String key)
            throws IOException {
        Files.writeString(folder.resolve("some.crt"), certificate);
        Files.writeString(folder.resolve("some.key"), key);
        return TestKubeconfig.write(
                folder,
                server.url(),
                ", certificate-authority: ca.crt",
                "client-certificate: some.crt, client-key: some.key");
    }

    static List<Arguments> pems() throws Exception {
        String rsa = rsaClient.certificatePem();
        String ec = ecClient.certificatePem();
        String parameters = pem("EC PARAMETERS", new byte[] {6, 5, 43, (byte) 129, 4, 0, 34});
        String all = ec + ecClient.keyPem();
        String swapped = ecClient.keyPem() + ec;
        return List.of(
                arguments("PKCS #1", rsa, rsaClient.pkcs1KeyPem(), "RSA"),
                arguments("SEC 1", ec, ecClient.sec1KeyPem(), "EC"),
                arguments("SEC 1 after its curve", ec, parameters + ecClient.sec1KeyPem(), "EC"),
                arguments("one file", all, all, "EC"),
                arguments("one file, key first", swapped, swapped, "EC"),
                arguments("two keys: the first", ec, ecClient.keyPem() + rsaClient.keyPem(), "EC"),
                arguments("a chain", ec + rsa, ecClient.keyPem(), "EC"),
                arguments(
                        "CRLF",
                        ec.replace("\n", "\r\n"),
                        ecClient.keyPem().replace("\n", "\r\n"),
                        "EC"),
                arguments("text around", "0\n" + ec + "\nx", "0: x\n" + ecClient.keyPem(), "EC"),
                arguments(
                        "headers",
                        rsa.replaceFirst("\n", "\nfriendlyName: x\n\n"),
                        rsaClient.keyPem().replaceFirst("\n", "\nComment: x\n\n"),
                        "RSA"),
                arguments(
                        "a key under another name",
                        ec,
                        ecClient.keyPem().replace(" PRIVATE", " RSA PRIVATE"),
                        "EC"),
                arguments("Ed25519", edClient.certificatePem(), edClient.keyPem(), "Ed25519"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pems")
    void readsCertificateAndKeyFromPem(
            String name, String certificate, String key, String algorithm) throws Exception {
        server.clients.clear();

        get(kubeconfigWithCertificate(certificate, key));

        assertThat(server.clients).containsExactly("CN=test-" + algorithm);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMIQ=\n-----END EC PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\n!\n-----END EC PRIVATE KEY-----",
            })
    void unusableKeyIsReported(String key) throws Exception {
        Path file = kubeconfigWithCertificate(rsaClient.certificatePem(), key);

        assertThatThrownBy(() -> client(file))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining("client-key " + folder.resolve("some.key"));
    }

    @Test
    void keyOfAnotherCertificateIsReported() throws Exception {
        TestCertificate other = TestCertificate.make(folder, "EC", "dns:other");
        for (String key : List.of(rsaClient.keyPem(), other.keyPem())) {
            Path file = kubeconfigWithCertificate(ecClient.certificatePem(), key);

            assertThatThrownBy(() -> client(file))
                    .isInstanceOf(AccessProblem.class)
                    .hasMessageMatching("client-key .* is not the key of client-certificate .*");
        }
    }

    /** Its AlgorithmIdentifier is longer than those of RSA and EC: it contains the group. */
    @Test
    void certificateOfAnUnsupportedAlgorithmIsReported() throws Exception {
        TestCertificate dsa = TestCertificate.make(folder, "DSA", "dns:dsa");
        Path file = kubeconfigWithCertificate(dsa.certificatePem(), ecClient.sec1KeyPem());

        assertThatThrownBy(() -> client(file))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining("client-key " + folder.resolve("some.key"));
    }

    @Test
    void certificateWithoutAKeyIsReported() throws Exception {
        Path file = TestKubeconfig.write(folder, server.url(), "", "client-certificate: ca.crt");

        assertThatThrownBy(() -> client(file))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining("client-certificate is given without client-key");
    }

    static List<Arguments> bundles() throws Exception {
        String ca = address.certificatePem();
        String unusable = pem("CERTIFICATE", new byte[] {48, 1, 0});
        return List.of(
                arguments("a CRL after it", ca + pem("X509 CRL", new byte[] {48, 0}), true),
                arguments("a key before it", rsaClient.keyPem() + ca, true),
                arguments("an unusable one before it", unusable + ca, true),
                arguments("another CA before it", rsaClient.certificatePem() + ca, true),
                arguments("a line that begins with 0", "0 s:/CN=ca\n" + ca, true),
                arguments("CRLF", ca.replace("\n", "\r\n"), true),
                arguments("indented body", ca.replaceFirst("\n", "\n  "), true),
                arguments("a certificate as TRUSTED", ca.replace(" CERT", " TRUSTED CERT"), false),
                arguments("headers", ca.replaceFirst("\n", "\na: b\n\n"), false),
                arguments("only an unusable one", unusable, false),
                arguments("only a key", rsaClient.keyPem(), false),
                arguments("nothing", "", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void readsTheCertificatesOfABundle(String name, String bundle, boolean isUsable)
            throws Exception {
        Files.writeString(folder.resolve("bundle.crt"), bundle);
        Path file =
                TestKubeconfig.write(
                        folder, server.url(), ", certificate-authority: bundle.crt", "");

        if (isUsable) {
            assertThat(get(file)).isEqualTo(200);
        } else {
            assertThatThrownBy(() -> client(file))
                    .isInstanceOf(AccessProblem.class)
                    .hasMessageContaining("certificate-authority " + folder.resolve("bundle.crt"));
        }
    }
}
