package io.nftproxy.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.events.EventSink;
import io.nftproxy.testing.Await;
import io.nftproxy.testing.InstalledProgram;
import io.nftproxy.testing.StartedDaemon;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web page in a browser: its text and its width. */
class BrowserTest {
    private static final int NARROW = 500;

    @TempDir private Path folder;

    private interface Visit {
        void to(URI page) throws Exception;
    }

    private static void visit(Visit visit) throws Exception {
        try (FaultyApiServer server = FaultyApiServer.start()) {
            server.put(ApiResource.NODES, "{\"metadata\": {\"name\": \"node-1\"}}");
            server.put(
                    ApiResource.SERVICES,
                    """
                    {"metadata": {"name": "web-with-a-name-of-many-letters", "namespace": "shop"},
                     "spec": {"clusterIP": "10.96.0.10", "clusterIPs": ["10.96.0.10"],
                       "sessionAffinity": "ClientIP",
                       "ports": [{"name": "http", "protocol": "TCP", "port": 80}]}}
                    """);
            server.put(
                    ApiResource.ENDPOINT_SLICES,
                    """
                    {"metadata": {"name": "web-1", "namespace": "shop", "labels":
                       {"kubernetes.io/service-name": "web-with-a-name-of-many-letters"}},
                     "addressType": "IPv4",
                     "ports": [{"name": "http", "protocol": "TCP", "port": 8080}],
                     "endpoints": [{"addresses": ["10.244.0.7"], "nodeName": "node-1"},
                                   {"addresses": ["10.244.0.8"], "nodeName": "node-2"}]}
                    """);
            try (StartedDaemon daemon = StartedDaemon.of(server, "", EventSink.NONE)) {
                Await.text(() -> daemon.metrics("/").body(), "in sync");
                visit.to(daemon.metricsPort());
            }
        }
    }

    /** Runs the browser without a window, and returns its standard output. */
    private String browse(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(InstalledProgram.of("chromium", "chromium"));
        // The sandbox does not work for root.
        command.addAll(List.of("--headless", "--no-sandbox", "--disable-gpu"));
        command.addAll(List.of("--disable-dev-shm-usage", "--user-data-dir=" + folder));
        command.addAll(List.of(arguments));
        Process browser =
                new ProcessBuilder(command)
                        .redirectError(folder.resolve("messages").toFile())
                        .start();
        String printed = new String(browser.getInputStream().readAllBytes(), UTF_8);
        assertThat(browser.waitFor())
                .as("%s", Files.readString(folder.resolve("messages")))
                .isZero();
        return printed;
    }

    @Test
    void pagesAreRendered() throws Exception {
        visit(
                page -> {
                    assertThat(browse("--dump-dom", page + "/"))
                            .contains("<h1>node-1</h1>")
                            .contains("<dt>Generation</dt>")
                            .contains("<input id=\"to\" name=\"to\"")
                            .contains(">shop/web-with-a-name-of-many-letters</a>");
                    assertThat(
                                    browse(
                                            "--dump-dom",
                                            page + "/explain?to=10.96.0.10:80&from=outside"))
                            .contains(">Sent to an endpoint</p>")
                            .contains("<code>10.244.0.8:8080</code>")
                            .contains(">50.0%</td>")
                            .contains("prerouting");
                    assertThat(browse("--dump-dom", page + "/explain?to=nonsense"))
                            .contains(">No answer</h1>")
                            .contains("value=\"nonsense\"");
                });
    }

    /** A page that is wider than its window scrolls sideways, which is hard to use on a phone. */
    @Test
    void noPageIsWiderThanANarrowWindow() throws Exception {
        visit(
                page -> {
                    for (String path :
                            List.of(
                                    "/",
                                    "/services/shop/web-with-a-name-of-many-letters",
                                    "/explain?to=10.96.0.10:80")) {
                        Path picture = folder.resolve("picture.png");
                        browse(
                                "--window-size=" + NARROW + ",2000",
                                "--hide-scrollbars",
                                "--screenshot=" + picture,
                                page + path);
                        BufferedImage image = ImageIO.read(picture.toFile());
                        assertThat(image.getWidth()).isEqualTo(NARROW);
                        assertThat(colours(image, 0, NARROW)).as(path).hasSizeGreaterThan(20);
                        // The colours of the background, of sections and of their lines.
                        assertThat(colours(image, NARROW - 4, NARROW))
                                .as(path)
                                .hasSizeLessThanOrEqualTo(3);
                    }
                });
    }

    private static Set<Integer> colours(BufferedImage image, int fromX, int toX) {
        Set<Integer> colours = new HashSet<>();
        for (int x = fromX; x < toX; x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }
}
