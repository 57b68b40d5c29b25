package io.nftproxy.serve.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.nftproxy.config.json.Json;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.explain.NoAnswer;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.serve.control.Proxy;
import io.nftproxy.serve.control.StatusAnswer;
import io.nftproxy.serve.http.Query;
import io.nftproxy.serve.http.Response;
import io.nftproxy.serve.http.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The page {@code /}, a page for each Service, {@code /services/shop/web}, and the explanation of a
 * packet, {@code /explain?to=shop/web}.
 */
public final class WebPage implements HttpHandler {
    private static final String SERVICES = "/services/";
    private static final String EXPLAIN = "/explain";

    /** An explanation reads the kernel, so others wait for it. */
    private static final Lock ONE_EXPLANATION = new ReentrantLock();

    private final Proxy proxy;
    private final InstantSource clock;

    public WebPage(Proxy proxy, InstantSource clock) {
        this.proxy = proxy;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = path(exchange);
        if (!List.of("/", EXPLAIN).contains(path) && !path.startsWith(SERVICES)) {
            Response.text(exchange, 404, "404 page not found\n");
        } else {
            Routes.only(this::answer, "GET", "HEAD").handle(exchange);
        }
    }

    private static String path(HttpExchange exchange) {
        return Objects.requireNonNullElse(exchange.getRequestURI().getPath(), "");
    }

    private void answer(HttpExchange exchange) throws IOException {
        ProxyState state;
        try {
            state = proxy.awaitState();
        } catch (NoAnswer e) {
            send(exchange, 503, problem("No answer", e).end());
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        String path = path(exchange);
        if (path.equals("/")) {
            Filter filter = Filter.of(exchange.getRequestURI().getRawQuery());
            send(exchange, 200, overview(state, filter));
            return;
        }
        if (path.equals(EXPLAIN)) {
            explain(exchange, state);
            return;
        }
        try {
            send(exchange, 200, service(state, path.substring(SERVICES.length())));
        } catch (NoAnswer e) {
            send(exchange, 404, problem("No such Service", e).end());
        }
    }

    private void explain(HttpExchange exchange, ProxyState state) throws IOException {
        Query query = Query.of(exchange.getRequestURI().getRawQuery());
        String answer;
        ONE_EXPLANATION.lock();
        try {
            answer = ExplainPage.of(proxy, state, query);
        } catch (NoAnswer | KernelFailure | UncheckedIOException e) {
            Html html = problem("No answer", e);
            ExplainPage.form(html.add("<main>\n"), query);
            send(exchange, 400, html.add("</main>\n").end());
            return;
        } finally {
            ONE_EXPLANATION.unlock();
        }
        send(exchange, 200, answer);
    }

    private String overview(ProxyState state, Filter filter) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Json status = new Json(StatusAnswer.of(proxy, state));
        Overview overview = new Overview(status, now);
        Html html = Html.begin("nftproxy on " + status.text("node"));
        overview.header(html);
        html.add("<main>\n");
        overview.status(html);
        new ServiceList(state).write(html, filter);
        ExplainPage.form(html, Query.of(null));
        overview.syncs(html);
        overview.warnings(html);
        return html.add(
                        "</main>\n<footer><p>As of {}. Reload for newer values.</p></footer>\n",
                        now)
                .end();
    }

    private static String service(ProxyState state, String path) throws NoAnswer {
        String[] names = path.split("/", 2);
        Service service = state.service(new ObjectName(names[0], names[names.length - 1]));
        Html html = Html.begin(service.name() + " - nftproxy");
        new ServicePage(state, service).write(html);
        return html.end();
    }

    private static Html problem(String title, Exception why) {
        return Html.begin(title)
                .add("<header><p><a href=\"/\">nftproxy</a></p><h1>{}</h1>\n", title)
                .add("<p class=\"state bad\" role=\"status\">{}</p></header>\n", why.getMessage());
    }

    /** The page may load nothing, run nothing, and be framed by nothing. */
    private static void send(HttpExchange exchange, int status, String html) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
                        + " base-uri 'none'; frame-ancestors 'none'");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        Response.send(exchange, status, "text/html; charset=utf-8", html);
    }
}
