package io.nftproxy.app;

import io.nftproxy.api.ApiClient;
import io.nftproxy.app.commands.Commands;
import io.nftproxy.config.ConfigResult;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.ProxyConfigReader;
import io.nftproxy.config.flags.SubcommandName;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.LocalServer;
import io.nftproxy.kernel.NetlinkAddresses;
import io.nftproxy.kernel.NetlinkFlowTable;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetlinkKernelView;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.kernel.NewFlows;
import io.nftproxy.kernel.SocketWatch;
import io.nftproxy.sync.Leftovers;
import io.nftproxy.testing.Await;
import io.nftproxy.testing.LoopbackAddress;
import io.nftproxy.tools.apiserver.EmbeddedApiServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node with a daemon, its control socket, an API server and a real kernel, in a network namespace
 * of its own. The node is {@code node-1}, pods are in 10.244.0.0/16.
 */
public final class LiveNode implements AutoCloseable {
    private static final String VERSION = "v0.1.0";
    private static final String CONFIG =
            """
            apiVersion: kubeproxy.config.k8s.io/v1alpha1
            kind: KubeProxyConfiguration
            clusterCIDR: 10.244.0.0/16
            healthzBindAddress: %1$s:10256
            metricsBindAddress: %1$s:10249
            """;

    private final NetworkNamespace namespace = KernelTests.freshNamespace();
    private final EmbeddedApiServer server;
    private final SocketWatch watch;
    private final NetlinkKernelTable kernel;
    private final Daemon daemon;
    private final String host = LoopbackAddress.next();
    private LocalServer control;
    private @Nullable NewFlows connections;

    public LiveNode() throws Exception {
        this(Map.of());
    }

    /**
     * @param flags the flags of the daemon, {@code service-metrics} to {@code 10}
     */
    LiveNode(Map<String, String> flags) throws Exception {
        // The HTTP server stays in the test's namespace: its virtual threads run on shared threads.
        server = EmbeddedApiServer.start();
        NetlinkFlowTable flows;
        NetlinkAddresses addresses;
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            watch = new SocketWatch();
            kernel = NetlinkKernelTable.open(RenderSettings.TABLE, watch);
            flows = new NetlinkFlowTable(NetlinkSocket.open());
            addresses = NetlinkAddresses.open();
        }
        daemon =
                new Daemon(
                        config(),
                        new Daemon.Identity("node-1", VERSION, flags),
                        new Daemon.Host(
                                kernel,
                                flows,
                                addresses,
                                Leftovers.NONE,
                                () -> NetlinkKernelView.open(RenderSettings.TABLE)),
                        ApiClient.connect(null, server.url(), "test"),
                        EventSink.NONE,
                        List.of());
    }

    private ProxyConfig config() {
        return switch (ProxyConfigReader.ofFile(CONFIG.formatted(host))) {
            case ConfigResult.Valid valid -> valid.config();
            case ConfigResult.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    /** Returns the API server, to fill before {@link #start}. */
    public EmbeddedApiServer api() {
        return server;
    }

    /** Returns the network namespace of the node. */
    public NetworkNamespace namespace() {
        return namespace;
    }

    /** Starts the daemon and waits for its first sync. */
    public void start() throws Exception {
        daemon.start();
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            control = ControlSocket.open(watch, daemon.control());
            connections = ServiceConnections.open(daemon.services());
        }
        await("\"synced\":true,\"pending\":\"nothing\"", "status", "-o", "json");
    }

    /** Stops the daemon and its control socket; the rules stay. */
    public void stopDaemon() {
        daemon.close();
        watch.close();
        control.close();
        if (connections != null) {
            connections.close();
            connections = null;
        }
    }

    /** Returns the URL of the metrics port, without a path. */
    URI metrics() {
        return URI.create("http://" + host + ":10249");
    }

    /** The output of a command, and its exit status. */
    public record Result(int status, String text) {}

    /** Runs a command on the node: {@code services -n shop}. */
    public Result run(String... words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = run(new PrintStream(out, true, StandardCharsets.UTF_8), words);
        return new Result(status, out.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command on the node. Returns its exit status. */
    int run(PrintStream out, String... words) throws IOException {
        SubcommandName name =
                Arrays.stream(SubcommandName.values())
                        .filter(one -> one.word().equals(words[0]))
                        .findFirst()
                        .orElseThrow();
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            return Commands.run(
                    name, List.of(words).subList(1, words.length), OfflineTable::render, out);
        }
    }

    /** Runs a command until it prints a text. */
    public void await(String text, String... words) throws Exception {
        Await.text(() -> run(words).text(), text);
    }

    @Override
    public void close() throws IOException {
        stopDaemon();
        kernel.close();
        server.close();
        namespace.close();
    }
}
