package io.nftproxy.testing;

import io.nftproxy.api.ApiClient;
import io.nftproxy.app.Daemon;
import io.nftproxy.config.ConfigResult;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.ProxyConfigReader;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.flows.FlowTable;
import io.nftproxy.core.nft.NftText;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.sync.Leftovers;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** The daemon as node-1, with an embedded API server and a kernel in memory. */
public final class StartedDaemon implements AutoCloseable {
    private static final String HEAD =
            """
            apiVersion: kubeproxy.config.k8s.io/v1alpha1
            kind: KubeProxyConfiguration
            bindAddressHardFail: true
            healthzBindAddress: %1$s:10256
            metricsBindAddress: %1$s:10249
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeKernelTable kernel = new FakeKernelTable(RenderSettings.TABLE);
    private final FakeInterfaces interfaces = new FakeInterfaces();
    private final Daemon daemon;
    private final String host = LoopbackAddress.next();

    private StartedDaemon(FaultyApiServer server, String config, EventSink events)
            throws Exception {
        daemon =
                new Daemon(
                        config(HEAD.formatted(host) + config),
                        new Daemon.Identity("node-1", "v0.1.0", Map.of("v", "0")),
                        new Daemon.Host(
                                kernel,
                                FlowTable.EMPTY,
                                interfaces,
                                Leftovers.NONE,
                                () -> new FakeKernelView(kernel)),
                        ApiClient.connect(null, server.url(), "test"),
                        events,
                        List.of());
        daemon.start();
    }

    /**
     * Starts a daemon.
     *
     * @param config further lines of the configuration file
     */
    public static StartedDaemon of(FaultyApiServer server, String config, EventSink events)
            throws Exception {
        return new StartedDaemon(server, config, events);
    }

    private static ProxyConfig config(String text) {
        return switch (ProxyConfigReader.ofFile(text)) {
            case ConfigResult.Valid valid -> valid.config();
            case ConfigResult.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    /** Returns the kernel's table in the text of nft. */
    public String table() {
        return NftText.of(RenderSettings.TABLE, kernel.ruleset());
    }

    /** Returns the interfaces of the host. */
    public FakeInterfaces interfaces() {
        return interfaces;
    }

    /** Returns the response of the health port. */
    public HttpResponse<String> health(String path) throws IOException, InterruptedException {
        return get(10256, path);
    }

    /** Returns the response of the metrics port. */
    public HttpResponse<String> metrics(String path) throws IOException, InterruptedException {
        return get(10249, path);
    }

    /** Returns the URL of the metrics port, without a path. */
    public URI metricsPort() {
        return URI.create("http://" + host + ":10249");
    }

    private HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://" + host + ":" + port + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        daemon.close();
        http.close();
    }
}
