package io.nftproxy.serve.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.serve.http.HttpPorts;
import io.nftproxy.serve.http.RawHttp;
import io.nftproxy.serve.http.Routes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosticsTest {
    private static final Instant STARTED = Instant.parse("2026-11-02T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-03T12:34:56Z");

    private final List<Integer> verbosities = new ArrayList<>();
    private HttpPorts ports;
    private InetSocketAddress at;

    @BeforeEach
    void start() throws IOException {
        ports = new HttpPorts("diagnostics-test");
        Routes routes = new Routes();
        ComponentPages component =
                new ComponentPages(
                        "v0.1.0",
                        "1.36",
                        STARTED,
                        () -> NOW,
                        () -> "{\"kubeproxy.config.k8s.io\":{}}",
                        Map.of("v", "2", "config", "/etc/a.conf"));
        component.addConfigz(routes);
        component.addFlagz(routes);
        component.addStatusz(routes);
        ProfilingPages.addTo(routes, verbosities::add);
        at = RawHttp.serve(ports, routes);
    }

    @AfterEach
    void stop() {
        ports.close();
    }

    @Test
    void configzReturnsTheConfiguration() throws Exception {
        RawHttp.Answer page = RawHttp.get(at, "/configz");

        assertThat(page.header("Content-Type")).isEqualTo("application/json");
        assertThat(page.body()).isEqualTo("{\"kubeproxy.config.k8s.io\":{}}");
    }

    @Test
    void flagzListsTheFlagsSorted() throws Exception {
        assertThat(RawHttp.get(at, "/flagz").body())
                .startsWith("\nkube-proxy flagz\nWarning: ")
                .endsWith("\nconfig=/etc/a.conf\nv=2\n");
    }

    @Test
    void statuszHasVersionsAndUptime() throws Exception {
        assertThat(RawHttp.get(at, "/statusz").body())
                .startsWith("\nkube-proxy statusz\nWarning: ")
                .contains("\nStarted: Mon Nov  2 10:00:00 UTC 2026\n")
                .contains("\nUp: 26 hr 34 min 56 sec\n")
                .contains("\nBinary version: 0.1.0\nEmulation version: 1.36\n")
                .endsWith("\nPaths: /configz /debug/flags/v /debug/pprof/ /flagz\n");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"", "*/*", "text/plain", "application/json, text/plain;q=0.5", "text/*"})
    void textIsTheDefaultFormat(String accept) throws Exception {
        RawHttp.Answer page = accepting("/flagz", accept);
        assertThat(page.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(page.body()).endsWith("\nv=2\n");
    }

    /** As recorded from kube-proxy 1.36.2. */
    @Test
    void objectsAreSentAsJson() throws Exception {
        RawHttp.Answer flagz = accepting("/flagz", object("json", "Flagz"));
        assertThat(flagz.header("Content-Type"))
                .isEqualTo("application/json;g=config.k8s.io;v=v1beta1;as=Flagz");
        assertThat(flagz.body())
                .isEqualTo(
                        "{\"kind\":\"Flagz\",\"apiVersion\":\"config.k8s.io/v1beta1\","
                                + "\"metadata\":{\"name\":\"kube-proxy\"},"
                                + "\"flags\":{\"config\":\"/etc/a.conf\",\"v\":\"2\"}}\n");
        RawHttp.Answer statusz = accepting("/statusz", object("json", "Statusz"));
        assertThat(statusz.header("Content-Type"))
                .isEqualTo("application/json;g=config.k8s.io;v=v1beta1;as=Statusz");
        assertThat(statusz.body())
                .startsWith(
                        "{\"kind\":\"Statusz\",\"apiVersion\":\"config.k8s.io/v1beta1\","
                                + "\"metadata\":{\"name\":\"kube-proxy\"},"
                                + "\"startTime\":\"2026-11-02T10:00:00Z\","
                                + "\"uptimeSeconds\":95696,\"goVersion\":\"java")
                .endsWith(
                        "\"binaryVersion\":\"0.1.0\",\"emulationVersion\":\"1.36\","
                                + "\"paths\":[\"/configz\",\"/debug/flags/v\",\"/debug/pprof/\","
                                + "\"/flagz\"]}\n");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"text/plain;q=0.5, %s", "%s;q=0.9, text/plain;q=0.5", "%s, */*"})
    void theFormatOfTheHighestQualityIsSent(String accept) throws Exception {
        String json = object("json", "Flagz");
        assertThat(accepting("/flagz", accept.formatted(json)).header("Content-Type"))
                .isEqualTo("application/json;g=config.k8s.io;v=v1beta1;as=Flagz");
    }

    @Test
    void objectsAreSentAsYaml() throws Exception {
        RawHttp.Answer flagz = accepting("/flagz", object("yaml", "Flagz"));
        assertThat(flagz.header("Content-Type"))
                .isEqualTo("application/yaml;g=config.k8s.io;v=v1beta1;as=Flagz");
        assertThat(flagz.body())
                .isEqualTo(
                        """
                        kind: "Flagz"
                        apiVersion: "config.k8s.io/v1beta1"
                        metadata:
                          name: "kube-proxy"
                        flags:
                          config: "/etc/a.conf"
                          v: "2"
                        """);
        assertThat(accepting("/statusz", object("yaml", "Statusz")).body())
                .endsWith(
                        "paths:\n"
                                + "- \"/configz\"\n"
                                + "- \"/debug/flags/v\"\n"
                                + "- \"/debug/pprof/\"\n"
                                + "- \"/flagz\"\n");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "application/json",
                "application/yaml",
                "image/png",
                "application/json;as=Flagz;v=v1beta1;g=config.k8s.io",
                "application/json;as=Statusz;v=v1;g=config.k8s.io",
                ";",
                ";;q=1"
            })
    void otherMediaTypesAreNotAcceptable(String accept) throws Exception {
        RawHttp.Answer page = accepting("/statusz", accept);
        assertThat(page.status()).isEqualTo(406);
        assertThat(page.header("Content-Type")).isEqualTo("application/json");
        assertThat(page.body())
                .isEqualTo(
                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
                                + "\"status\":\"Failure\",\"message\":\"only the following media"
                                + " types are accepted: application/json, application/yaml,"
                                + " text/plain\",\"reason\":\"NotAcceptable\",\"code\":406}\n");
    }

    private static String object(String format, String kind) {
        return "application/" + format + ";as=" + kind + ";v=v1beta1;g=config.k8s.io";
    }

    private RawHttp.Answer accepting(String path, String accept) throws IOException {
        return RawHttp.send(at, "GET", path, accept.isEmpty() ? "" : "Accept: " + accept);
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "POST, /configz,                        405",
        "GET,  /debug/flags/v,                  405",
        "GET,  /debug/pprof/nothing,            404",
        "GET,  /debug/pprof/profile?seconds=0,  400",
        "GET,  /debug/pprof/profile?seconds=301, 400",
        "GET,  /debug/pprof/profile?seconds=x,  400",
        "GET,  /debug/pprof/profile?seconds=99999, 400",
    })
    void invalidRequestIsRejected(String method, String path, int status) throws Exception {
        assertThat(RawHttp.send(at, method, path, "").status()).isEqualTo(status);
    }

    @ParameterizedTest(name = "PUT {0} is {1} and sets {2}")
    @CsvSource({"4, 200, 4", "' 0\n', 200, 0", "99, 200, 10", "-1, 400,", "x, 400,", "'', 400,"})
    void putSetsTheLogVerbosity(String body, int status, @Nullable Integer set) throws Exception {
        URI page = URI.create("http://127.0.0.1:" + at.getPort() + "/debug/flags/v");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest put =
                    HttpRequest.newBuilder(page)
                            .PUT(HttpRequest.BodyPublishers.ofString(body))
                            .timeout(Duration.ofSeconds(10))
                            .build();

            int answered = client.send(put, HttpResponse.BodyHandlers.ofString()).statusCode();

            assertThat(answered).isEqualTo(status);
            assertThat(verbosities).isEqualTo(set == null ? List.of() : List.of(set));
        }
    }

    @Test
    void dumpsThreadsWithTheirStacks() throws Exception {
        assertThat(RawHttp.get(at, "/debug/pprof/goroutine?debug=2").body())
                .contains("\"main\" #")
                .contains("io.nftproxy.serve.diagnostics.DiagnosticsTest.dumpsThreads");
    }

    @Test
    void countsTheObjectsInTheHeap() throws Exception {
        assertThat(RawHttp.get(at, "/debug/pprof/heap").body())
                .contains("#instances")
                .contains("java.lang.String ");
    }

    @Test
    void flightRecording(@TempDir Path directory) throws Exception {
        URI page =
                URI.create("http://127.0.0.1:" + at.getPort() + "/debug/pprof/profile?seconds=1");
        Path file = directory.resolve("a.jfr");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest get = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(60)).build();
            assertThat(client.send(get, HttpResponse.BodyHandlers.ofFile(file)).statusCode())
                    .isEqualTo(200);
        }

        assertThat(RecordingFile.readAllEvents(file))
                .extracting(event -> event.getEventType().getName())
                .contains("jdk.JVMInformation");
    }

    @Test
    void commandLine() throws Exception {
        assertThat(RawHttp.get(at, "/debug/pprof/cmdline").body())
                .isEqualTo(Files.readString(Path.of("/proc/self/cmdline")));
    }
}
