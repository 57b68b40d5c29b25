package io.nftproxy.app;

import io.nftproxy.api.AccessProblem;
import io.nftproxy.api.ApiClient;
import io.nftproxy.api.events.EventRecorder;
import io.nftproxy.app.logging.ProcessLogging;
import io.nftproxy.config.flags.HostName;
import io.nftproxy.config.flags.Invocation;
import io.nftproxy.config.flags.ProxyCommandLine;
import io.nftproxy.core.flows.FlowTable;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.DiscardingTable;
import io.nftproxy.kernel.KernelRequirements;
import io.nftproxy.kernel.NetlinkAddresses;
import io.nftproxy.kernel.NetlinkException;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.SocketWatch;
import io.nftproxy.sync.Leftovers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The daemon of {@code nftproxy rehearse --without-kernel}, for machines that build images: it asks
 * the kernel for its version and writes no table.
 */
final class RehearsalProxy {

    private final Invocation.RunProxy invocation;

    private RehearsalProxy(Invocation.RunProxy invocation) {
        this.invocation = invocation;
    }

    /** Runs until the process ends. Returns 1, and prints why, if the daemon cannot start. */
    static int run(List<String> arguments) {
        ProxyCommandLine commandLine = new ProxyCommandLine(Build.version(), HostName::ofKernel);
        try {
            if (commandLine.parse(arguments) instanceof Invocation.RunProxy run) {
                new RehearsalProxy(run).serve();
            }
        } catch (IOException | AccessProblem e) {
            System.err.println("Cannot start: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    private void serve() throws IOException, AccessProblem, InterruptedException {
        ProcessLogging.ofProcess().configure(invocation.config().logging());
        Path kubeconfig = Path.of(invocation.config().kubeconfig());
        ApiClient api = ApiClient.connect(kubeconfig, null, "nftproxy/rehearsal");
        try (EventRecorder events =
                        new EventRecorder(api, invocation.nodeName(), Clock.systemUTC());
                Daemon daemon = daemon(api, events)) {
            askKernel();
            daemon.start();
            events.start();
            answerCommands(daemon);
            daemon.join(Duration.ofDays(1));
        }
    }

    private static void answerCommands(Daemon daemon) {
        try {
            ControlSocket.open(new SocketWatch(), daemon.control());
        } catch (NetlinkException e) {
            System.err.println("nftproxy rehearse: continuing without commands: " + e.getMessage());
        }
    }

    /** Emulated machines that build images for another architecture have no nf_tables. */
    private static void askKernel() {
        try (NetlinkKernelTable kernel = NetlinkKernelTable.open(RenderSettings.TABLE)) {
            KernelRequirements.accessProblem(kernel);
        } catch (NetlinkException e) {
            System.err.println(
                    "nftproxy rehearse: continuing without nf_tables: " + e.getMessage());
        }
    }

    private Daemon daemon(ApiClient api, EventRecorder events) throws IOException {
        return new Daemon(
                invocation.config(),
                new Daemon.Identity(invocation.nodeName(), Build.version(), Map.of()),
                new Daemon.Host(
                        new DiscardingTable(RenderSettings.TABLE),
                        FlowTable.EMPTY,
                        NetlinkAddresses.open(),
                        Leftovers.NONE,
                        RehearsalKernel::new),
                api,
                events,
                List.of());
    }
}
