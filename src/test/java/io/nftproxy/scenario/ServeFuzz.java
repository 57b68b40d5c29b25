package io.nftproxy.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpHandler;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.serve.control.ControlAnswers;
import io.nftproxy.serve.diagnostics.ProfilingPages;
import io.nftproxy.serve.http.Routes;
import io.nftproxy.serve.page.WebPage;
import io.nftproxy.testing.FakeKernelTable;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;

/** Requests to the control socket and the web page of a synced proxy. */
public final class ServeFuzz {
    private static final ShownProxy PROXY = proxy();
    private static final ControlAnswers ANSWERS = new ControlAnswers(PROXY);
    private static final HttpHandler PAGES = pages();

    private ServeFuzz() {}

    private static ShownProxy proxy() {
        try {
            FakeKernelTable kernel = new FakeKernelTable(RenderSettings.TABLE);
            Scenario scenario =
                    Scenario.all().stream()
                            .filter(one -> one.toString().equals("dual-stack"))
                            .findFirst()
                            .orElseThrow();
            ScenarioNode node = new ScenarioNode(scenario, kernel);
            for (Path step : scenario.steps()) {
                node.play(step, step.equals(scenario.steps().getFirst()));
            }
            return new ShownProxy(node.state(), kernel);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static HttpHandler pages() {
        Routes pages = new Routes();
        ProfilingPages.addTo(pages, _ -> {});
        pages.addOthers(new WebPage(PROXY, Clock.systemUTC()));
        return pages;
    }

    /** Answers each line. An answer that names an exception shows a bug. */
    public static void control(byte[] input) throws IOException {
        for (String request : new String(input, UTF_8).lines().limit(8).toList()) {
            StringWriter answer = new StringWriter();
            ANSWERS.write(request, answer);
            String text = answer.toString();
            if (!text.endsWith("}\n") || text.contains("Exception")) {
                throw new AssertionError(text);
            }
        }
    }

    /**
     * Answers a request: {@code GET /services/ns/web} in the first line, the body in the others.
     * Requests for profiles are ignored, because each takes seconds.
     */
    public static void http(byte[] input) throws IOException {
        String[] parts = new String(input, UTF_8).split("\n", 2);
        String[] line = parts[0].split(" ", 2);
        String body = parts.length > 1 ? parts[1] : "";
        try {
            URI uri = new URI(line.length > 1 ? line[1] : "");
            if (String.valueOf(uri.getPath()).startsWith("/debug/pprof/")) {
                return;
            }
            FakeExchange exchange = new FakeExchange(line[0], uri, body.getBytes(UTF_8));
            PAGES.handle(exchange);
            if (exchange.getResponseCode() < 200 || exchange.getResponseCode() == 500) {
                throw new AssertionError("status " + exchange.getResponseCode());
            }
        } catch (URISyntaxException _) {
            // The HTTP server answers 400 to these.
        }
    }
}
