package io.nftproxy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
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

    private static String server(Config config) throws AccessProblem {
        return ApiServer.of(config).url();
    }

    @Test
    void kubeconfigMayBeJson() throws Exception {
        Config config = ApiAccessLoader.load(kubeconfig(GOOD), null, Map.of());

        assertThat(server(config)).isEqualTo("http://10.0.0.1:8080");
        assertThat(config.getOauthToken()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://10.0.0.1:6443\", https://10.0.0.1:6443\"",
        "https://, https:/",
        "ftp://10.0.0.1, ftp://10.0.0.1",
        "10.0.0.1:70000, http://10.0.0.1:70000",
    })
    void unusableServerAddressIsReported(String master, String shown) {
        assertThatThrownBy(() -> ApiAccessLoader.load(null, master, Map.of()))
                .isInstanceOf(AccessProblem.class)
                .hasMessage(
                        "cannot use the API server's address %s: it must be http://HOST:PORT or"
                                + " https://HOST:PORT",
                        shown);
    }

    @ParameterizedTest
    @CsvSource({
        "http://192.0.2.1:1234, http://192.0.2.1:1234",
        "http://192.0.2.1:1234/, http://192.0.2.1:1234",
        "192.0.2.1:1234, http://192.0.2.1:1234",
    })
    void masterReplacesTheKubeconfigsServer(String master, String server) throws Exception {
        assertThat(server(ApiAccessLoader.load(kubeconfig(GOOD), master, Map.of())))
                .isEqualTo(server);
        assertThat(server(ApiAccessLoader.load(null, master, Map.of()))).isEqualTo(server);
    }

    @Test
    void emptyMasterIsIgnored() throws Exception {
        assertThat(server(ApiAccessLoader.load(kubeconfig(GOOD), "", Map.of())))
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
                    not YAML         | "clusters":[           | "clusters":]          | cannot read kubeconfig
                    """)
    void invalidKubeconfigIsRejectedWithAReason(
            String name, String good, String bad, String expected) throws Exception {
        Path file = kubeconfig(GOOD.replace(good, bad));

        assertThatThrownBy(() -> ApiAccessLoader.load(file, null, Map.of()))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(expected);
    }

    @Test
    void missingKubeconfigIsReported() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> ApiAccessLoader.load(missing, null, Map.of()))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void missingKubeconfigMasterAndPodAreReported() {
        assertThatThrownBy(() -> ApiAccessLoader.load(null, null, Map.of()))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining("--kubeconfig")
                .hasMessageContaining("KUBERNETES_SERVICE_HOST");
    }

    @Test
    void podWithoutATokenIsReported() {
        Map<String, String> pod =
                Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443");

        assertThatThrownBy(() -> ApiAccessLoader.inCluster(pod, folder))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining(folder.resolve("token").toString());
    }

    @Test
    void ipv6ServerIsBracketed() throws Exception {
        Files.writeString(folder.resolve("token"), "t");
        Path ca = folder.resolve("ca.crt");
        TestCertificate certificate = TestCertificate.make(folder, "EC", "dns:x");
        Files.writeString(ca, certificate.certificatePem());
        Map<String, String> pod =
                Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443");

        assertThat(server(ApiAccessLoader.inCluster(pod, folder)))
                .isEqualTo("https://[fd00::1]:443");
    }

    /** {@code proxy:3128}, or {@code DIRECT}. */
    private static String proxy(Config config) throws AccessProblem {
        StandardHttpClientBuilder<?, ?, ?> made =
                (StandardHttpClientBuilder<?, ?, ?>) ApiTransport.open(config).newBuilder();
        InetSocketAddress address = made.getProxyAddress();
        return address == null ? "DIRECT" : address.getHostString() + ":" + address.getPort();
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    https://api.example:6443 | http://proxy:3128  | -               | proxy:3128
                    https://api.example:6443 | proxy:3128         | -               | proxy:3128
                    https://api.example:6443 | -                  | -               | DIRECT
                    https://api.example:6443 | http://proxy:3128  | *               | DIRECT
                    https://api.example:6443 | http://proxy:3128  | a,example       | DIRECT
                    https://api.example:6443 | http://proxy:3128  | .example        | DIRECT
                    https://api.example:6443 | http://proxy:3128  | x, *.example    | DIRECT
                    https://api.example:6443 | http://proxy:3128  | a b,api.example | DIRECT
                    https://api.example:6443 | http://proxy:3128  | other.example,? | proxy:3128
                    https://10.1.2.3:6443    | http://proxy:3128  | 10.0.0.0/8      | DIRECT
                    https://10.1.2.3:6443    | http://proxy:3128  | 11.0.0.0/8      | proxy:3128
                    https://10.1.2.3:6443    | http://proxy:3128  | 10.1.2.3        | DIRECT
                    https://10.1.2.3:6443    | http://proxy:3128  | 10.1.2.3:6443   | DIRECT
                    https://10.1.2.3:6443    | http://proxy:3128  | 10.1.2.3:       | DIRECT
                    https://10.1.2.3:6443    | http://proxy:3128  | x,10.1.2.3:6443 | DIRECT
                    https://10.1.2.3:6443    | http://proxy:3128  | 10.1.2.3:443    | proxy:3128
                    https://10.1.2.3:6443    | http://proxy:3128  | 10.1.2.3:64430  | proxy:3128
                    https://110.1.2.3:6443   | http://proxy:3128  | 10.1.2.3        | proxy:3128
                    https://10.1.2.3         | http://proxy:3128  | 10.1.2.3:443    | DIRECT
                    https://[fd00::1]:6443   | http://proxy:3128  | [fd00::1]:6443  | DIRECT
                    https://[fd00::1]:6443   | http://proxy:3128  | [FD00:0::1]:443 | proxy:3128
                    https://[fd00::1]:6443   | http://proxy:3128  | fd00::1         | DIRECT
                    https://[fd00::1]:6443   | http://proxy:3128  | fd00::/8        | DIRECT
                    https://api.example:6443 | http://proxy:3128  | example:6443    | DIRECT
                    https://api.example:6443 | http://proxy:3128  | EXAMPLE:443     | proxy:3128
                    https://api.example:6443 | http://proxy:3128  | x,*,y           | DIRECT
                    https://api.example:6443 | http://proxy:3128  | *:6443          | proxy:3128
                    https://api.example:6443 | http://proxy:3128  | pi.example      | proxy:3128
                    https://api.example:6443 | http://proxy:3128  | .api.example    | proxy:3128
                    https://api.example:6443 | http://proxy:3128  | ,:6443,         | proxy:3128
                    https://127.0.0.1:6443   | http://proxy:3128  | -               | DIRECT
                    https://[::1]:6443       | http://proxy:3128  | -               | DIRECT
                    """)
    void environmentSelectsTheProxy(String server, String proxy, String noProxy, String expected)
            throws Exception {
        Map<String, String> environment =
                Map.of(
                        "HTTPS_PROXY", proxy == null ? "" : proxy,
                        "no_proxy", noProxy == null ? "" : noProxy);

        assertThat(proxy(ApiAccessLoader.load(null, server, environment))).isEqualTo(expected);
    }

    private Path kubeconfigWithProxy(String proxy) throws IOException {
        String url = "\"server\":\"https://127.0.0.1\",\"proxy-url\":\"" + proxy + "\"";
        return kubeconfig(GOOD.replace("\"server\":\"http://10.0.0.1:8080/\"", url));
    }

    @Test
    void proxyOfTheKubeconfigOverridesTheEnvironment() throws Exception {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://q:2");

        assertThat(
                        proxy(
                                ApiAccessLoader.load(
                                        kubeconfigWithProxy("http://p:1"), null, environment)))
                .isEqualTo("p:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://p:1", "http://", "http://a b", "http://p", "socks5://p:1"})
    void unusableProxyIsReported(String proxy) throws Exception {
        Config config = ApiAccessLoader.load(kubeconfigWithProxy(proxy), null, Map.of());

        assertThatThrownBy(() -> ApiTransport.open(config))
                .isInstanceOf(AccessProblem.class)
                .hasMessageContaining(proxy);
    }

    @Test
    void tokenFileIsRereadEveryMinute() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "one\n");
        AtomicLong nanos = new AtomicLong();
        TokenFile token = new TokenFile(file, nanos::get);
        assertThat(token.getToken()).isEqualTo("one");

        Files.writeString(file, "two\n");
        nanos.set(TimeUnit.SECONDS.toNanos(59));
        assertThat(token.getToken()).isEqualTo("one");
        nanos.set(TimeUnit.SECONDS.toNanos(60));
        assertThat(token.getToken()).isEqualTo("two");

        Files.delete(file);
        nanos.set(TimeUnit.SECONDS.toNanos(120));
        assertThat(token.getToken()).isEqualTo("two");
        assertThatThrownBy(() -> new TokenFile(file, nanos::get).getToken())
                .isInstanceOf(UncheckedIOException.class);
    }
}
