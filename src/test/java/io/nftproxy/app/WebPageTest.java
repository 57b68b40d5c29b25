package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.config.ListenAddress;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.testing.Await;
import io.nftproxy.testing.StartedDaemon;
import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The web page of a running daemon, over HTTP. */
class WebPageTest {
    private FaultyApiServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = FaultyApiServer.start();
        server.put(
                ApiResource.NODES,
                """
                {"kind": "Node", "apiVersion": "v1", "metadata": {"name": "node-1"},
                 "status": {"addresses": [{"type": "InternalIP", "address": "192.0.2.1"}]}}
                """);
        service("web", "10.96.0.10", "http");
        service("empty", "10.96.0.11", "http");
        server.put(
                ApiResource.ENDPOINT_SLICES,
                """
                {"kind": "EndpointSlice", "apiVersion": "discovery.k8s.io/v1",
                 "metadata": {"name": "web-1", "namespace": "shop",
                   "labels": {"kubernetes.io/service-name": "web"}},
                 "addressType": "IPv4",
                 "ports": [{"name": "http", "protocol": "TCP", "port": 8080}],
                 "endpoints": [
                   {"addresses": ["10.244.0.7"], "nodeName": "<i>node&1</i>",
                    "conditions": {"ready": true}},
                   {"addresses": ["10.244.1.8"], "nodeName": "node-2", "zone": "b",
                    "conditions": {"ready": false}}]}
                """);
    }

    private void service(String name, String address, String port) {
        server.put(
                ApiResource.SERVICES,
                """
                {"kind": "Service", "apiVersion": "v1",
                 "metadata": {"name": "%s", "namespace": "shop"},
                 "spec": {"type": "ClusterIP", "clusterIP": "%2$s", "clusterIPs": ["%2$s"],
                   "ports": [{"name": "%3$s", "protocol": "TCP", "port": 80}]}}
                """
                        .formatted(name, address, port));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private interface Visit {
        void to(StartedDaemon daemon) throws Exception;
    }

    private void visit(Visit visit) throws Exception {
        try (StartedDaemon daemon = StartedDaemon.of(server, "", EventSink.NONE)) {
            Await.text(() -> daemon.metrics("/").body(), "in sync");
            visit.to(daemon);
        }
    }

    @Test
    void overviewHasStatusServicesAndSyncs() throws Exception {
        visit(
                daemon -> {
                    HttpResponse<String> page = daemon.metrics("/");

                    assertThat(page.headers().firstValue("Content-Type"))
                            .contains("text/html; charset=utf-8");
                    assertThat(page.body())
                            .startsWith("<!DOCTYPE html>")
                            .contains("<title>nftproxy on node-1</title>")
                            .contains("<dt>Services</dt><dd>2, in 1 EndpointSlices</dd>")
                            .contains("2 of 2 Service ports")
                            .contains("<a href=\"/services/shop/web\">shop/web</a>:http")
                            .contains("<code>10.96.0.10:80/TCP</code>")
                            .contains("1 / 1 / 2")
                            .contains("<td class=\"bad\">no endpoints: rejected</td>")
                            .contains("</time></th><td>full</td>");
                });
    }

    @Test
    void servicePageHasEndpointsWithReasons() throws Exception {
        visit(
                daemon ->
                        assertThat(daemon.metrics("/services/shop/web").body())
                                .contains("<h1>shop/web</h1>")
                                .contains("<code>10.96.0.10:80/TCP</code>")
                                .contains("<code>10.244.0.7:8080</code>")
                                .contains("<td class=\"good\">yes</td>")
                                .contains("<td>not ready</td>")
                                .contains("<td class=\"muted\">no: not ready</td>"));
    }

    @ParameterizedTest
    @CsvSource({
        "/?q=WEB, 1 of 2, shop/web, shop/empty",
        "/?q=10.96.0.11, 1 of 2, shop/empty, shop/web",
        "/?problems=on, 1 of 2, shop/empty, shop/web",
        "/?q=%3Cb%3E, 0 of 2, value=\"&lt;b&gt;\", <b>",
        "/?q&page=-1, 2 of 2, shop/web, <nav",
    })
    void servicesAreFiltered(String path, String count, String shown, String hidden)
            throws Exception {
        visit(
                daemon ->
                        assertThat(withoutWarnings(daemon.metrics(path).body()))
                                .contains(count + " Service ports")
                                .contains(shown)
                                .doesNotContain(hidden));
    }

    /** The warnings of other tests in this process may have any text. */
    private static String withoutWarnings(String page) {
        return page.substring(0, page.indexOf("warnings-title"));
    }

    @Test
    void longListIsPaged() throws Exception {
        for (int i = 0; i < 400; i++) {
            service("more-" + i, "10.97." + i / 200 + "." + (1 + i % 200), "");
        }
        visit(
                daemon -> {
                    assertThat(daemon.metrics("/?q=shop").body())
                            .contains("1 to 200 of 402 chosen, of 402 Service ports")
                            .contains("<span>Page 1 of 3</span>")
                            .contains("href=\"/?q=shop&amp;page=2#services\"");
                    assertThat(daemon.metrics("/?page=99").body())
                            .contains("401 to 402 of 402 chosen")
                            .contains("<span>Page 3 of 3</span>")
                            .doesNotContain("rel=\"next\"");
                });
    }

    @Test
    void valuesAreEscaped() throws Exception {
        String markup = "<script>alert('%s')</script>".formatted(System.nanoTime());
        LoggerFactory.getLogger("io.nftproxy.test").warn("{}", markup);

        visit(
                daemon -> {
                    assertThat(daemon.metrics("/").body())
                            .doesNotContain(markup)
                            .contains("<strong>WARN</strong> &lt;script&gt;alert(&#39;");
                    assertThat(daemon.metrics("/services/shop/web").body())
                            .contains("<td>&lt;i&gt;node&amp;1&lt;/i&gt;</td>");
                    assertThat(daemon.metrics("/services/shop/%3Cscript%3E").body())
                            .contains("the proxy handles no Service shop/&lt;script&gt;:");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/services/shop/web", "/services/shop/other"})
    void pageLoadsNoOtherResource(String path) throws Exception {
        visit(
                daemon -> {
                    HttpResponse<String> page = daemon.metrics(path);

                    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                            .startsWith("default-src 'none'; style-src 'unsafe-inline';");
                    assertThat(page.body())
                            .doesNotContain("<script", "<link", "<img", "url(", "http:", "https:");
                });
    }

    @Test
    void otherPathsAreNotFound() throws Exception {
        visit(
                daemon -> {
                    assertThat(daemon.metrics("/services/shop/other").statusCode()).isEqualTo(404);
                    assertThat(daemon.metrics("/other").statusCode()).isEqualTo(404);
                    assertThat(daemon.metrics("/other").body()).isEqualTo("404 page not found\n");
                    assertThat(daemon.metrics("/statusz").body())
                            .contains("Paths: /configz /flagz /healthz /metrics /proxyMode");
                });
    }

    /** The port has no authentication. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, , true",
        "127.9.9.9, false, true",
        "'[::1]', , true",
        "0.0.0.0, , false",
        "'[::]', false, false",
        "192.0.2.1, , false",
        "192.0.2.1, true, true",
        "192.0.2.1, 1, true",
    })
    void pageIsServedOnLoopbackOrWithItsFlag(String host, String flag, boolean served) {
        assertThat(
                        ProxyServers.hasWebPage(
                                ListenAddress.parse(host + ":10249", 0),
                                flag == null ? Map.of() : Map.of("web-page", flag)))
                .isEqualTo(served);
    }
}
