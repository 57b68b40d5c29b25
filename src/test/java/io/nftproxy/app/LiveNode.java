package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.ApiClient;
import io.nftproxy.app.commands.Commands;
import io.nftproxy.config.ConfigResult;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.ProxyConfigReader;
import io.nftproxy.config.flags.SubcommandName;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.nft.TableRef;
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
import io.nftproxy.tools.apiserver.EmbeddedApiServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A node with a daemon, its control socket, an API server and a real kernel, in a network namespace
 * of its own. The node is {@code node-1}, pods are in 10.244.0.0/16.
 */
public final class LiveNode implements AutoCloseable {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final String VERSION = "v0.1.0";
    private static final String CONFIG =
            """
            apiVersion: kubeproxy.config.k8s.io/v1alpha1
            kind: KubeProxyConfiguration
            clusterCIDR: 10.244.0.0/16
            healthzBindAddress: %1$s:10256
            metricsBindAddress: %1$s:10249
            """;

    private static final AtomicInteger STARTED = new AtomicInteger();

    private final NetworkNamespace namespace = KernelTests.freshNamespace();
    private final EmbeddedApiServer server;
    private final SocketWatch watch;
    private final NetlinkKernelTable kernel;
    private final Daemon daemon;
    private final String host = ownLoopbackAddress();
    private LocalServer control;
    private @Nullable NewFlows connections;

    public LiveNode() throws Exception {
        this(Map.of());
    }

    /**
     * Wires a node.
     *
     * @param flags of the daemon, without dashes
     */
    LiveNode(Map<String, String> flags) throws Exception {
        // HTTP stays outside: virtual threads share their carriers, which are in one namespace.
        server = EmbeddedApiServer.start();
        NetlinkFlowTable flows;
        NetlinkAddresses addresses;
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            watch = new SocketWatch();
            kernel = NetlinkKernelTable.open(TABLE, watch);
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
                                () -> NetlinkKernelView.open(TABLE)),
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

    /** Returns a loopback address on which all ports are free. */
    private static String ownLoopbackAddress() {
        long pid = ProcessHandle.current().pid();
        return "127.%d.%d.%d"
                .formatted(1 + pid % 200, pid / 200 % 200, 201 + STARTED.incrementAndGet() % 50);
    }

    /** Returns the API server, to fill before {@link #start}. */
    public EmbeddedApiServer api() {
        return server;
    }

    /** Returns the network namespace of the node. */
    public NetworkNamespace namespace() {
        return namespace;
    }

    /** Starts the daemon, and waits for its first sync. */
    public void start() throws Exception {
        daemon.start();
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            control = ControlSocket.open(watch, daemon.control());
            connections = ServiceConnections.open(daemon.services());
        }
        await("status", "-o", "json").contains("\"synced\":true,\"pending\":\"nothing\"");
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

    /** A text that a command is to print. */
    public interface Expectation {
        void contains(String text) throws Exception;
    }

    /** Runs a command until it prints a text. */
    public Expectation await(String... words) {
        return text -> {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            Result result = run(words);
            while (!result.text().contains(text)) {
                assertThat(System.nanoTime()).as("%s", result).isLessThan(deadline);
                Thread.sleep(10);
                result = run(words);
            }
        };
    }

    @Override
    public void close() throws IOException {
        stopDaemon();
        kernel.close();
        server.close();
        namespace.close();
    }
}
