package io.nftproxy.api;

import static io.nftproxy.api.TestClient.client;
import static io.nftproxy.api.TestClient.data;
import static io.nftproxy.api.TestClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The credentials of a client, with real TLS and real kubeconfigs. */
class ApiClientCredentialsTest {
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

    private static Path kubeconfig(String url, String cluster, String user) throws IOException {
        return TestKubeconfig.write(folder, url, cluster, user);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void presentsAClientCertificate(String algorithm) throws Exception {
        TestCertificate client = certificateOf(algorithm);
        Files.writeString(folder.resolve("client.crt"), client.certificatePem());
        Files.writeString(folder.resolve("client.key"), client.keyPem());
        String files = "client-certificate: client.crt, client-key: client.key";
        String data =
                "client-certificate-data: "
                        + data(client.certificatePem())
                        + ", client-key-data: "
                        + data(client.keyPem());
        server.clients.clear();

        get(kubeconfig(server.url(), ", certificate-authority: ca.crt", files));
        get(kubeconfig(server.url(), ", certificate-authority: ca.crt", data));

        assertThat(server.clients).containsExactly("CN=test-" + algorithm, "CN=test-" + algorithm);
    }

    private static TestCertificate certificateOf(String algorithm) {
        return switch (algorithm) {
            case "EC" -> ecClient;
            case "RSA" -> rsaClient;
            default -> edClient;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token: secret                       | Bearer secret",
                "tokenFile: token.txt                | Bearer from-file",
                "token: x, tokenFile: token.txt      | Bearer from-file",
                "'username': me, 'password': open    | Basic bWU6b3Blbg==",
                "                                    | ",
            })
    void sendsCredentials(String row) throws Exception {
        String[] columns = row.split("\\|");
        Files.writeString(folder.resolve("token.txt"), "from-file\n");
        server.authorizations.clear();

        get(kubeconfig(server.url(), ", certificate-authority: ca.crt", columns[0].strip()));

        assertThat(server.authorizations).containsExactly(columns[1].strip());
    }

    @Test
    void reloadsCredentialsThatTheServerRejects() throws Exception {
        Path file = kubeconfig(server.url(), ", certificate-authority: ca.crt", "token: old");
        ApiClient client = client(file);
        Files.writeString(file, Files.readString(file).replace("token: old", "token: new"));
        server.accepted = "Bearer new";
        try {
            assertThat(get(client)).isEqualTo(401);
            assertThat(get(client)).isEqualTo(200);
        } finally {
            server.accepted = "";
        }
    }

    @Test
    void keepsTheCredentialsIfNewOnesAreInvalid() throws Exception {
        Path file = kubeconfig(server.url(), ", certificate-authority: ca.crt", "token: old");
        ApiClient client = client(file);
        Files.writeString(file, "nonsense: [");
        server.accepted = "Bearer new";
        assertThat(get(client)).isEqualTo(401);
        assertThat(get(client)).isEqualTo(401);
        server.accepted = "";

        assertThat(get(client)).isEqualTo(200);
    }

    @Test
    void runsACredentialPlugin() throws Exception {
        String exec =
                exec(
                        """
                        echo a warning >&2
                        echo '{"apiVersion":"client.authentication.k8s.io/v1",
                               "kind":"ExecCredential","status":{"token":"'"$1-$X"'"}}'
                        """,
                        "args: [from], env: [{name: X, value: plugin}]");
        server.authorizations.clear();

        get(kubeconfig(server.url(), ", certificate-authority: ca.crt", exec));

        assertThat(server.authorizations).containsExactly("Bearer from-plugin");
    }

    @Test
    void passesTheVersionAndTheClusterToAPlugin() throws Exception {
        Path received = folder.resolve("received");
        String print =
                "echo \"$KUBERNETES_EXEC_INFO\" > %s%n".formatted(received)
                        + "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\","
                        + "\"status\":{\"token\":\"t\"}}'\n";
        String start =
                "{\"kind\":\"ExecCredential\","
                        + "\"apiVersion\":\"client.authentication.k8s.io/v1\",\"spec\":{";

        get(kubeconfig(server.url(), ", certificate-authority: ca.crt", exec(print, "env: null")));
        assertThat(received).hasContent(start + "\"interactive\":false}}");

        String withCluster = exec(print, "provideClusterInfo: true");
        get(kubeconfig(server.url(), ", certificate-authority: ca.crt", withCluster));
        assertThat(Files.readString(received))
                .startsWith(start + "\"cluster\":{")
                .contains("\"server\":\"" + server.url() + "\"")
                .contains(
                        "\"certificate-authority-data\":\"" + data(address.certificatePem()) + "\"")
                .endsWith("\"interactive\":false}}\n");
    }

    @Test
    void presentsTheCertificateOfAPlugin() throws Exception {
        TestCertificate client = certificateOf("EC");
        String certificate = client.certificatePem().replace("\n", "\\n");
        String key = client.keyPem().replace("\n", "\\n");
        String print =
                """
                cat <<'END'
                {"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",
                 "status":{"clientCertificateData":"%s","clientKeyData":"%s"}}
                END
                """
                        .formatted(certificate, key);
        server.clients.clear();

        get(kubeconfig(server.url(), ", certificate-authority: ca.crt", exec(print, "args: []")));

        assertThat(server.clients).containsExactly("CN=test-EC");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    exit 3                                              | ended with status 3
                    echo nonsense                                       | printed no JSON
                    echo '{"apiVersion":"v2","status":{"token":"t"}}'   | printed apiVersion "v2"
                    echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{}}' | neither a token nor
                    echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{"clientCertificateData":"c"}}' | without the other
                    """)
    void aPluginWithoutCredentialsIsReported(String script, String why) throws Exception {
        String exec = exec(script, "args: []");
        Path file = kubeconfig(server.url(), ", certificate-authority: ca.crt", exec);

        assertThatThrownBy(() -> client(file))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining(why);
    }

    /** Writes a plugin beside the kubeconfigs and returns the user that names it. */
    private static String exec(String script, String fields) throws IOException {
        Path plugin = Files.createTempFile(folder, "plugin", "");
        Files.writeString(plugin, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
        return "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./"
                + plugin.getFileName()
                + ", "
                + fields
                + "}";
    }

    @Test
    void failedCredentialPluginIsReported() throws Exception {
        String exec =
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: /no/such/plugin}";
        Path file = kubeconfig(server.url(), ", certificate-authority: ca.crt", exec);

        assertThatThrownBy(() -> client(file))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("credential plugin");
    }

    @Test
    void sendsNoCredentialsToARedirectTarget() throws Exception {
        Path file = kubeconfig(server.url(), ", certificate-authority: ca.crt", "token: secret");
        try (TlsApiServer other = new TlsApiServer(address)) {
            server.redirect = other.url() + "/";

            assertThat(get(file)).isEqualTo(302);
            assertThat(other.authorizations).isEmpty();
        } finally {
            server.redirect = "";
        }
    }

    @Test
    void podUsesItsServiceAccount() throws Exception {
        Path account = Files.createTempDirectory(folder, "account");
        Files.writeString(account.resolve("ca.crt"), address.certificatePem());
        Files.writeString(account.resolve("token"), "of-the-pod\n");
        String port = server.url().substring(server.url().lastIndexOf(':') + 1);
        Map<String, String> environment =
                Map.of(
                        "KUBERNETES_SERVICE_HOST", "127.0.0.1",
                        "KUBERNETES_SERVICE_PORT", port,
                        "HTTPS_PROXY", "http://192.0.2.1:3128");
        server.authorizations.clear();
        ApiClient client =
                new ApiClient(
                        () -> ApiAccessLoader.inCluster(environment, account),
                        "test",
                        Duration.ofSeconds(5),
                        Duration.ZERO);

        assertThat(get(client)).isEqualTo(200);
        assertThat(server.authorizations).containsExactly("Bearer of-the-pod");
    }
}
