package io.nftproxy.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.http.HttpPorts;
import io.nftproxy.http.RawHttp;
import io.nftproxy.http.Routes;
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
        ComponentPages.Component component =
                new ComponentPages.Component(
                        "kube-proxy",
                        "v0.1.0",
                        "1.37",
                        STARTED,
                        () -> NOW,
                        () -> "{\"kubeproxy.config.k8s.io\":{}}",
                        Map.of("v", "2", "config", "/etc/a.conf"));
        ComponentPages.addConfigz(routes, component);
        ComponentPages.addFlagz(routes, component);
        ComponentPages.addStatusz(routes, component);
        ProfilingPages.addTo(routes, verbosities::add);
        at = RawHttp.serve(ports, routes);
    }

    @AfterEach
    void stop() {
        ports.close();
    }

    @Test
    void configzIsTheJsonThatWasGiven() throws Exception {
        RawHttp.Answer page = RawHttp.get(at, "/configz");

        assertThat(page.header("Content-Type")).isEqualTo("application/json");
        assertThat(page.body()).isEqualTo("{\"kubeproxy.config.k8s.io\":{}}");
    }

    @Test
    void flagzListsTheFlagsSorted() throws Exception {
        assertThat(RawHttp.get(at, "/flagz").body())
                .startsWith("\nkube-proxy flagz\nWarning: ")
                .endsWith("\n\nconfig=/etc/a.conf\nv=2\n");
    }

    @Test
    void statuszTellsVersionsAndUptime() throws Exception {
        assertThat(RawHttp.get(at, "/statusz").body())
                .startsWith("\nkube-proxy statusz\nWarning: ")
                .contains("\nStarted: Mon Nov  2 10:00:00 UTC 2026\n")
                .contains("\nUp: 26 hr 34 min 56 sec\n")
                .contains("\nBinary version: v0.1.0\nEmulation version: 1.37\n")
                .contains("\nPaths: /configz /debug/flags/v /debug/pprof/ ");
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
    void refuses(String method, String path, int status) throws Exception {
        assertThat(RawHttp.send(at, method, path, "").status()).isEqualTo(status);
    }

    @ParameterizedTest(name = "PUT {0} is {1} and sets {2}")
    @CsvSource({"4, 200, 4", "' 0\n', 200, 0", "99, 200, 10", "-1, 400,", "x, 400,", "'', 400,"})
    void putsTheLogVerbosity(String body, int status, @Nullable Integer set) throws Exception {
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
                .contains("io.nftproxy.diagnostics.DiagnosticsTest.dumpsThreads");
    }

    @Test
    void countsTheObjectsInTheHeap() throws Exception {
        assertThat(RawHttp.get(at, "/debug/pprof/heap").body())
                .contains("#instances")
                .contains("java.lang.String ");
    }

    @Test
    void recordsTheJvm(@TempDir Path directory) throws Exception {
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
    void tellsTheCommandLine() throws Exception {
        assertThat(RawHttp.get(at, "/debug/pprof/cmdline").body())
                .isEqualTo(Files.readString(Path.of("/proc/self/cmdline")));
    }
}
