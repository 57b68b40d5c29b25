package io.nftproxy.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAccessLoaderTest {
    private static final String GOOD =
            """
            {"clusters":[{"name":"c","cluster":{"server":"http://10.0.0.1:8080/"}}],
             "users":[{"name":"u","user":{"exec":null}}],
             "contexts":[{"name":"x","context":{"cluster":"c","user":"u","namespace":"n"}}],
             "current-context":"x","preferences":{}}
            """;

    @TempDir private Path folder;

    private Path kubeconfig(String text) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), text);
    }

    @Test
    void aKubeconfigMayBeJson() throws Exception {
        ApiAccess access = ApiAccessLoader.load(kubeconfig(GOOD), null, Map.of());

        assertThat(access.server()).isEqualTo("http://10.0.0.1:8080");
        assertThat(access.authorization().header()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://192.0.2.1:1234, http://192.0.2.1:1234",
        "http://192.0.2.1:1234/, http://192.0.2.1:1234",
        "192.0.2.1:1234, http://192.0.2.1:1234",
    })
    void masterTakesTheServersPlace(String master, String server) throws Exception {
        assertThat(ApiAccessLoader.load(kubeconfig(GOOD), master, Map.of()).server())
                .isEqualTo(server);
        assertThat(ApiAccessLoader.load(null, master, Map.of()).server()).isEqualTo(server);
    }

    @Test
    void anEmptyMasterIsNone() throws Exception {
        assertThat(ApiAccessLoader.load(kubeconfig(GOOD), "", Map.of()).server())
                .isEqualTo("http://10.0.0.1:8080");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    no such context  | "current-context":"x"  | "current-context":"y" | current-context "y"
                    no context       | "current-context":"x"  | "other":"x"           | current-context ""
                    no such cluster  | "cluster":"c"          | "cluster":"d"         | cluster "d" has no server
                    no such user     | "user":"u"             | "user":"v"            | user "v" is not in users
                    server missing   | "server"               | "servant"             | cluster "c" has no server
                    wrong type       | "clusters":[           | "clusters":5,"y":[    | clusters: not an array
                    not YAML         | "clusters":[           | "clusters":]          | cannot be read
                    """)
    void saysWhatIsWrongWithAKubeconfig(String name, String good, String bad, String expected)
            throws Exception {
        Path file = kubeconfig(GOOD.replace(good, bad));

        assertThatThrownBy(() -> ApiAccessLoader.load(file, null, Map.of()))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(expected);
    }

    @Test
    void saysThatAKubeconfigIsMissing() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> ApiAccessLoader.load(missing, null, Map.of()))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void saysThatThereIsNoWay() {
        assertThatThrownBy(() -> ApiAccessLoader.load(null, null, Map.of()))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining("--kubeconfig")
                .hasMessageContaining("KUBERNETES_SERVICE_HOST");
    }

    @Test
    void saysThatAPodHasNoToken() {
        Map<String, String> pod =
                Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443");

        assertThatThrownBy(() -> ApiAccessLoader.inCluster(pod, folder))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining(folder.resolve("token").toString());
    }

    @Test
    void anIpv6ServerIsBracketed() throws Exception {
        Files.writeString(folder.resolve("token"), "t");
        Path ca = folder.resolve("ca.crt");
        TestCertificate certificate = TestCertificate.make(folder, "EC", "dns:x");
        Files.writeString(ca, certificate.certificatePem());
        Map<String, String> pod =
                Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443");

        assertThat(ApiAccessLoader.inCluster(pod, folder).server())
                .isEqualTo("https://[fd00::1]:443");
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    https://api.example:6443 | http://proxy:3128  | -               | HTTP @ proxy
                    https://api.example:6443 | proxy:3128         | -               | HTTP @ proxy
                    https://api.example:6443 | socks5://proxy     | -               | SOCKS @ proxy
                    https://api.example:6443 | -                  | -               | DIRECT
                    https://api.example:6443 | http://proxy:3128  | *               | DIRECT
                    https://api.example:6443 | http://proxy:3128  | a,example       | DIRECT
                    https://api.example:6443 | http://proxy:3128  | .example        | DIRECT
                    https://api.example:6443 | http://proxy:3128  | api.example     | DIRECT
                    https://api.example:6443 | http://proxy:3128  | xample,pi.example | HTTP @ proxy
                    https://10.1.2.3:6443    | http://proxy:3128  | 10.0.0.0/8      | DIRECT
                    https://10.1.2.3:6443    | http://proxy:3128  | 11.0.0.0/8      | HTTP @ proxy
                    https://127.0.0.1:6443   | http://proxy:3128  | -               | DIRECT
                    https://[::1]:6443       | http://proxy:3128  | -               | DIRECT
                    """)
    void environmentProxy(String server, String proxy, String noProxy, String expected)
            throws Exception {
        Map<String, String> environment =
                Map.of(
                        "HTTPS_PROXY", proxy == null ? "" : proxy,
                        "no_proxy", noProxy == null ? "" : noProxy);

        assertThat(ProxyChoice.of(server, null, environment).toString()).startsWith(expected);
    }

    @Test
    void theKubeconfigsProxyComesFirst() throws Exception {
        Proxy proxy =
                ProxyChoice.of(
                        "https://127.0.0.1", "http://p:1", Map.of("HTTPS_PROXY", "http://q:2"));

        assertThat(proxy.toString()).startsWith("HTTP @ p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://p:1", "http://", "http://a b"})
    void anUnusableProxyIsNamed(String proxy) {
        assertThatThrownBy(() -> ProxyChoice.of("https://api", proxy, Map.of()))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining(proxy);
    }

    @Test
    void aTokenFileIsReadAgainEveryMinute() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "one\n");
        AtomicLong nanos = new AtomicLong();
        TokenFile token = new TokenFile(file, nanos::get);
        assertThat(token.header()).isEqualTo("Bearer one");

        Files.writeString(file, "two\n");
        nanos.set(TimeUnit.SECONDS.toNanos(59));
        assertThat(token.header()).isEqualTo("Bearer one");
        nanos.set(TimeUnit.SECONDS.toNanos(60));
        assertThat(token.header()).isEqualTo("Bearer two");

        Files.delete(file);
        nanos.set(TimeUnit.SECONDS.toNanos(120));
        assertThat(token.header()).isEqualTo("Bearer two");
        assertThatThrownBy(() -> new TokenFile(file, nanos::get).header())
                .isInstanceOf(IOException.class);
    }
}
