package io.nftproxy.app;

import io.nftproxy.api.AccessProblem;
import io.nftproxy.api.ApiClient;
import io.nftproxy.api.events.EventRecorder;
import io.nftproxy.app.logging.ProcessLogging;
import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.ConfigFile;
import io.nftproxy.config.NodeChecks;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.flags.Invocation;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.KernelRequirements;
import io.nftproxy.kernel.NetlinkAddresses;
import io.nftproxy.kernel.NetlinkException;
import io.nftproxy.kernel.NetlinkFlowTable;
import io.nftproxy.kernel.NetlinkForeignTables;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetlinkKernelView;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.SocketWatch;
import io.nftproxy.kernel.host.AddressFamilies;
import io.nftproxy.kernel.host.ConntrackSysctls;
import io.nftproxy.kernel.host.OomScore;
import io.nftproxy.kernel.host.SysctlFailed;
import io.nftproxy.sync.takeover.NftablesLeftovers;
import io.nftproxy.sync.takeover.TakeoverAfterSync;
import io.nftproxy.sync.takeover.TakeoverReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The command that runs the proxy: the process from its start to its end. */
final class ProxyProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyProcess.class);

    /** The longest time for posting the Events about a failed start. */
    private static final Duration LAST_EVENTS = Duration.ofSeconds(5);

    private static final int FAILURE = 1;

    /** The interval of checks for changed files. A check reads two small files. */
    private static final Duration CHECKS = Duration.ofSeconds(5);

    private final Invocation.RunProxy invocation;
    private final ProxyConfig config;
    private volatile boolean configChanged;

    ProxyProcess(Invocation.RunProxy invocation) {
        this.invocation = invocation;
        this.config = invocation.config();
    }

    /** Runs until the process is stopped. Returns the exit status. */
    int run() {
        ProcessLogging.ofProcess().configure(config.logging());
        FatalErrors.install();
        invocation.warnings().forEach(warning -> LOG.warn("{}", warning));
        try {
            if (!suitsThisNode() || !hasRequiredVersion()) {
                return FAILURE;
            }
            SocketWatch sockets = new SocketWatch();
            NetlinkKernelTable kernel = NetlinkKernelTable.open(RenderSettings.TABLE, sockets);
            if (!hasRequiredModules(kernel)) {
                return FAILURE;
            }
            boolean sysctlsSet = setSysctls();
            if (invocation.initOnly()) {
                return sysctlsSet ? 0 : FAILURE;
            }
            OomScore.set(config.get(ConfigFields.OOM_SCORE_ADJ));
            return serve(kernel, sockets);
        } catch (AccessProblem | NetlinkException e) {
            LOG.error("Cannot start: {}", e.getMessage());
        } catch (IOException e) {
            LOG.error("Cannot start: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FAILURE;
    }

    /** Services work without these settings, so a failure fails an init container only. */
    private boolean setSysctls() {
        try {
            for (String warning : new ConntrackSysctls().apply(ProxySettings.conntrack(config))) {
                LOG.warn("{}", warning);
            }
            return true;
        } catch (SysctlFailed e) {
            LOG.error("{}; continuing without", e.getMessage());
            return false;
        }
    }

    /**
     * Logs the settings that do not fit a host with one address family. With two families, the Node
     * has the primary one, and {@link NodeChangeLog} logs them.
     */
    private boolean suitsThisNode() {
        List<IpFamily> families = AddressFamilies.ofThisHost();
        boolean suits = true;
        if (families.size() == 1) {
            for (NodeChecks.Finding finding :
                    new NodeChecks(families.getFirst(), Set.copyOf(families)).findings(config)) {
                LOG.atLevel(finding.fatal() ? Level.ERROR : Level.WARN).log(finding.message());
                suits &= !finding.fatal();
            }
        }
        return suits;
    }

    private int serve(NetlinkKernelTable kernel, SocketWatch sockets)
            throws IOException, AccessProblem, InterruptedException {
        ApiClient api = connect();
        EventRecorder events = new EventRecorder(api, invocation.nodeName(), Clock.systemUTC());
        TakeoverReport report = new TakeoverReport(events, invocation.nodeName());
        NftablesLeftovers leftovers =
                new NftablesLeftovers(new NetlinkForeignTables(NetlinkSocket.open()), report);
        TakeoverAfterSync afterSync =
                new TakeoverAfterSync(
                        List.of(CleanupProcess.ipvs()::remove, CleanupProcess.legacy()::remove),
                        report);
        HeapTrimmer heap = new HeapTrimmer();
        String version = invocation.reportedVersion();
        Daemon daemon =
                new Daemon(
                        config,
                        new Daemon.Identity(
                                invocation.nodeName(),
                                version.isEmpty() ? Build.version() : version,
                                invocation.flags()),
                        new Daemon.Host(
                                kernel,
                                new NetlinkFlowTable(NetlinkSocket.open()),
                                NetlinkAddresses.open(),
                                leftovers,
                                () -> NetlinkKernelView.open(RenderSettings.TABLE)),
                        api,
                        events,
                        List.of(afterSync, heap, _ -> events.start()));
        Runtime.getRuntime().addShutdownHook(new Thread(daemon::close, "stop"));
        start(daemon, events);
        ControlSocket.open(sockets, daemon.control());
        ServiceConnections.open(daemon.services());
        attend(daemon, heap, api);
        return !daemon.isStopped() || configChanged ? FAILURE : 0;
    }

    /** Checks the files until the daemon ends: this thread has nothing else to do. */
    private void attend(Daemon daemon, HeapTrimmer heap, ApiClient api)
            throws InterruptedException {
        List<FileWatch> files = new ArrayList<>();
        invocation.file().ifPresent(file -> files.add(watchConfig(file, daemon)));
        if (!config.kubeconfig().isEmpty()) {
            Path file = Path.of(config.kubeconfig());
            files.add(FileWatch.fromNow(file, _ -> move(api, file)));
        }
        while (!daemon.join(CHECKS)) {
            files.forEach(FileWatch::look);
            heap.check();
        }
    }

    private void start(Daemon daemon, EventRecorder events)
            throws IOException, InterruptedException {
        try {
            daemon.start();
        } catch (IOException e) {
            events.start();
            events.finish(LAST_EVENTS);
            throw e;
        }
        events.post(
                ClusterEvent.ofNode(
                        invocation.nodeName(),
                        ClusterEvent.Type.NORMAL,
                        "Starting",
                        ClusterEvent.START_KUBE_PROXY,
                        ""));
    }

    /** Returns the client of all requests, which do not wait for each other. */
    private ApiClient connect() throws AccessProblem {
        String path = config.kubeconfig();
        return ApiClient.connect(
                path.isEmpty() ? null : Path.of(path),
                invocation.master().isEmpty() ? null : invocation.master(),
                "nftproxy/" + Build.version());
    }

    /** Makes the client reload the kubeconfig, which may name another server. */
    private void move(ApiClient moved, Path kubeconfig) {
        try {
            moved.configurationChanged();
            LOG.info("Kubeconfig changed: {}; using server {}", kubeconfig, moved.server());
        } catch (AccessProblem e) {
            LOG.error(
                    "Cannot use the changed kubeconfig: {}; keeping the previous one",
                    e.getMessage());
        }
    }

    private FileWatch watchConfig(ConfigFile file, Daemon daemon) {
        ConfigReload reload =
                new ConfigReload(
                        config,
                        ProcessLogging.ofProcess()::configure,
                        () -> {
                            configChanged = true;
                            daemon.close();
                        });
        return new FileWatch(
                file.path(),
                file.text().getBytes(StandardCharsets.UTF_8),
                content -> reload.changed(file, content));
    }

    private static boolean hasRequiredVersion() {
        return isAbsent(
                KernelRequirements.versionProblem(
                        System.getProperty("os.version", ""), System.getenv()));
    }

    private static boolean hasRequiredModules(KernelTable kernel) {
        return isAbsent(KernelRequirements.accessProblem(kernel));
    }

    /** Logs a problem, if there is one. */
    private static boolean isAbsent(Optional<String> problem) {
        problem.ifPresent(why -> LOG.error("Cannot start: {}", why));
        return problem.isEmpty();
    }
}
