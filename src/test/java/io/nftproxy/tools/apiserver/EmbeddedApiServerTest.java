package io.nftproxy.tools.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers of the embedded API server to plain HTTP requests. */
class EmbeddedApiServerTest {
    private static final String SERVICES = "/api/v1/services";

    private FaultyApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = FaultyApiServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String object(String name, String labels) {
        return "{\"kind\":\"Service\", \"spec\": {\"metadata\":{\"name\":\"no\"}, \"x\":\"},\\\"\"},"
                + " \"metadata\" : { \"namespace\":\"ns\",\"name\" : \""
                + name
                + "\", \"labels\":{"
                + labels
                + "}}}";
    }

    private void put(String name, String labels) {
        server.put(ApiResource.SERVICES, object(name, labels));
    }

    private HttpURLConnection connect(String path) throws IOException {
        return (HttpURLConnection) URI.create(server.url() + path).toURL().openConnection();
    }

    private String get(String path) throws IOException {
        try (InputStream body = connect(path).getInputStream()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }

    private BufferedReader watch(String query) throws IOException {
        InputStream body = connect(SERVICES + "?watch=1" + query).getInputStream();
        return new BufferedReader(new InputStreamReader(body, UTF_8));
    }

    @Test
    void listsWithVersions() throws IOException {
        put("a", "");
        put("b", "");

        assertThat(get(SERVICES))
                .isEqualTo(
                        "{\"kind\":\"ServiceList\",\"apiVersion\":\"v1\",\"metadata\":"
                                + "{\"resourceVersion\":\"1002\",\"continue\":\"\"},\"items\":["
                                + versioned("a", 1001)
                                + ","
                                + versioned("b", 1002)
                                + "]}\n");
    }

    private static String versioned(String name, long version) {
        return object(name, "")
                .replace(" ", "")
                .replace("\"labels\":{}", "\"labels\":{},\"resourceVersion\":\"" + version + "\"");
    }

    @Test
    void returnsOneObjectWithoutANamespace() throws IOException {
        server.put(ApiResource.NODES, "{\"metadata\":{\"name\":\"node-1\"}}");

        assertThat(get("/api/v1/nodes/node-1"))
                .isEqualTo("{\"metadata\":{\"name\":\"node-1\",\"resourceVersion\":\"1001\"}}");
        assertThat(connect("/api/v1/nodes/node-2").getResponseCode()).isEqualTo(404);
    }

    @Test
    void selectsServicesThatAreNotHeadless() throws IOException {
        for (String address : new String[] {"None", "10.96.0.1"}) {
            server.put(
                    ApiResource.SERVICES,
                    "{\"metadata\":{\"name\":\"%1$s\"},\"spec\":{\"clusterIP\":\"%1$s\"}}"
                            .formatted(address));
        }

        assertThat(get(SERVICES + "?fieldSelector=spec.clusterIP!%3DNone"))
                .contains("10.96.0.1")
                .doesNotContain("None");
    }

    /** As an API server without the feature gate WatchList; kube-proxy lists then. */
    @Test
    void refusesInitialEventsOfAWatch() throws IOException {
        assertThat(connect(SERVICES + "?watch=1&sendInitialEvents=true").getResponseCode())
                .isEqualTo(422);
    }

    @Test
    void listsInPagesOfOneVersion() throws IOException {
        put("a", "");
        put("b", "");
        put("c", "");

        String first = get(SERVICES + "?limit=2");
        put("d", "");
        String token = first.replaceAll("(?s).*\"continue\":\"([^\"]*)\".*", "$1");
        String second = get(SERVICES + "?limit=2&continue=" + token);

        assertThat(first).contains("\"a\"", "\"b\"").doesNotContain("\"c\"");
        assertThat(second).contains("\"c\"", "{\"resourceVersion\":\"1003\"");
        assertThat(second)
                .contains("\"continue\":\"\"")
                .doesNotContain("\"b\"")
                .doesNotContain("\"d\"");
    }

    @Test
    void answers410ToAPageOfAForgottenVersion() throws IOException {
        put("a", "");
        put("b", "");
        String first = get(SERVICES + "?limit=1");
        String token = first.replaceAll("(?s).*\"continue\":\"([^\"]*)\".*", "$1");

        server.forgetHistory();

        HttpURLConnection connection = connect(SERVICES + "?limit=1&continue=" + token);
        assertThat(connection.getResponseCode()).isEqualTo(410);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    labelSelector=x                  | a b
                    labelSelector=!x                 | c
                    labelSelector=!y,x               | a
                    fieldSelector=metadata.name%3Dc  | c
                    """)
    void selects(String query, String expected) throws IOException {
        put("a", "\"x\":\"1\"");
        put("b", "\"x\" : \"2\", \"y\":\"\"");
        put("c", "");

        String list = get(SERVICES + "?" + query);

        for (String name : new String[] {"a", "b", "c"}) {
            assertThat(list.contains("\"name\":\"" + name + "\""))
                    .as(name)
                    .isEqualTo(expected.contains(name));
        }
    }

    @Test
    void watchesFromAVersionOn() throws IOException {
        put("a", "");
        put("b", "");
        try (BufferedReader events = watch("&resourceVersion=1001")) {
            assertThat(events.readLine())
                    .startsWith("{\"type\":\"ADDED\"")
                    .contains(versioned("b", 1002));
            put("b", "");
            assertThat(events.readLine()).startsWith("{\"type\":\"MODIFIED\"").contains("1003");
            server.delete(ApiResource.SERVICES, "ns", "a");
            assertThat(events.readLine())
                    .startsWith("{\"type\":\"DELETED\"")
                    .contains(versioned("a", 1004));
            server.sendBookmarks();
            assertThat(events.readLine()).startsWith("{\"type\":\"BOOKMARK\"").contains("1004");
        }
    }

    @Test
    void sendsDeletionsAndAdditionsOfASelection() throws IOException {
        put("a", "\"x\":\"1\"");
        try (BufferedReader events = watch("&resourceVersion=1001&labelSelector=x")) {
            put("a", "");
            assertThat(events.readLine()).startsWith("{\"type\":\"DELETED\"");
            put("a", "\"x\":\"\"");
            assertThat(events.readLine()).startsWith("{\"type\":\"ADDED\"");
        }
    }

    @Test
    void endsAWatchAfterItsTimeWithABookmark() throws IOException {
        try (BufferedReader events = watch("&resourceVersion=1000&timeoutSeconds=1")) {
            assertThat(events.readLine()).contains("BOOKMARK");
            assertThat(events.readLine()).isNull();
        }
    }

    @Test
    void cutsTheConnectionOfADroppedWatch() throws IOException {
        try (BufferedReader events = watch("&resourceVersion=1000")) {
            server.dropWatches();
            assertThatThrownBy(events::readLine).isInstanceOf(IOException.class);
        }
    }

    @Test
    void answers410ToAWatchFromAForgottenVersion() throws IOException {
        put("a", "");
        server.forgetHistory();

        HttpURLConnection connection = connect(SERVICES + "?watch=1&resourceVersion=1001");

        assertThat(connection.getResponseCode()).isEqualTo(410);
        assertThat(new String(connection.getErrorStream().readAllBytes(), UTF_8))
                .contains("\"reason\":\"Expired\"", "\"code\":410");
    }

    @Test
    void injectsFailures() throws IOException {
        server.failNext(1, 503);
        assertThat(connect(SERVICES).getResponseCode()).isEqualTo(503);
        assertThat(connect(SERVICES).getResponseCode()).isEqualTo(200);

        server.refuse("/api/v1/nodes", 403);
        assertThat(connect("/api/v1/nodes").getResponseCode()).isEqualTo(403);
        assertThat(connect(SERVICES).getResponseCode()).isEqualTo(200);
        server.refuse("/api/v1/nodes", 0);
        assertThat(connect("/api/v1/nodes").getResponseCode()).isEqualTo(200);
        assertThat(connect("/apis/apps/v1/deployments").getResponseCode()).isEqualTo(404);
    }

    @Test
    void keepsPostedEvents() throws IOException {
        HttpURLConnection connection = connect("/apis/events.k8s.io/v1/namespaces/ns/events");
        connection.setDoOutput(true);
        connection.getOutputStream().write("{\"reason\":\"Because\"}".getBytes(UTF_8));

        assertThat(connection.getResponseCode()).isEqualTo(201);
        assertThat(server.postedEvents()).containsExactly("{\"reason\":\"Because\"}");
    }

    @Test
    void keepsObjectsAndPortOverARestart() throws IOException {
        put("a", "");
        String url = server.url();
        server.stopListening();
        assertThatThrownBy(() -> get(SERVICES)).isInstanceOf(IOException.class);

        server.listenAgain();

        assertThat(server.url()).isEqualTo(url);
        assertThat(get(SERVICES)).contains(versioned("a", 1001));
    }

    @Test
    void rejectsTextThatIsNoObject() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.put(ApiResource.SERVICES, "[]"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.put(ApiResource.SERVICES, "{\"metadata\":{}}"));
    }
}
