package io.nftproxy.app;

import io.nftproxy.api.AccessProblem;
import io.nftproxy.api.ApiClient;
import io.nftproxy.api.watch.ClusterWatch;
import io.nftproxy.api.watch.WatchListener;
import io.nftproxy.app.logging.ProcessLogging;
import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.DetectLocalMode;
import io.nftproxy.config.FeatureGate;
import io.nftproxy.config.ListenAddress;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.ProxyConfigWriter;
import io.nftproxy.config.Release;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.flows.FlowTable;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.render.AppliedTable;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.UnheardTable;
import io.nftproxy.kernel.host.AddressFamilies;
import io.nftproxy.kernel.host.InterfaceAddresses;
import io.nftproxy.kernel.host.LocalAddresses;
import io.nftproxy.serve.diagnostics.ComponentPages;
import io.nftproxy.serve.diagnostics.ProfilingPages;
import io.nftproxy.serve.health.ProxyHealth;
import io.nftproxy.serve.health.ProxyHealthPages;
import io.nftproxy.serve.health.ServiceHealthServers;
import io.nftproxy.serve.http.HttpPort;
import io.nftproxy.serve.http.HttpPorts;
import io.nftproxy.serve.http.Routes;
import io.nftproxy.serve.metrics.BuildVersion;
import io.nftproxy.serve.metrics.MetricsPages;
import io.nftproxy.serve.metrics.ProxyMetrics;
import io.nftproxy.sync.AffinityCensus;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.CommitFollower;
import io.nftproxy.sync.Conflicts;
import io.nftproxy.sync.FlowCleaner;
import io.nftproxy.sync.Leftovers;
import io.nftproxy.sync.LoopClock;
import io.nftproxy.sync.Practice;
import io.nftproxy.sync.ProxyLoop;
import io.nftproxy.sync.Quarantine;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.TableSync;
import io.nftproxy.sync.localhost.LocalhostNodePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The proxy of one node: everything wired, from the API server to the kernel. */
public final class Daemon implements AutoCloseable {
    /** A sync under way ends in a few hundred milliseconds; the process in less than a second. */
    private static final long STOP_MILLIS = 500;

    private final ProxyConfig config;
    private final List<IpFamily> families = AddressFamilies.ofThisHost();
    private final ChangeInbox inbox = FirstSyncReport.inbox(System::nanoTime);
    private final NodeEvents nodeEvents;
    private final ProxyHealth health;
    private final ProxyMetrics metrics;
    private final WatchReports reports;
    private final HttpPorts http = new HttpPorts("http-ports");
    private final BuildVersion version;
    private final Map<String, String> flags;
    private final LocalAddresses addresses;
    private final FlowCleaner flowCleaner;
    private final LocalhostNodePorts localhostNodePorts;
    private final ProxyLoop loop;
    private final ClusterWatch watch;
    private final Thread syncThread;

    /** Finds the API server; the listener is to be told of requests. */
    @FunctionalInterface
    public interface Connector {
        ApiClient connect(WatchListener listener) throws AccessProblem;
    }

    /**
     * Wires it; nothing runs before {@link #start}.
     *
     * @param version what to report as one's own
     * @param flags what to report as the command line, by name without dashes
     * @param kernel the table to write; the caller closes it
     * @param flows of the same namespace; the caller closes them
     * @param interfaces of the same namespace; closed by this
     * @param leftovers the rules of kube-proxy, removed after each full sync
     * @param listeners told of each sync besides metrics and health
     */
    public Daemon(
            ProxyConfig config,
            String nodeName,
            BuildVersion version,
            Map<String, String> flags,
            Connector connector,
            KernelTable kernel,
            FlowTable flows,
            InterfaceAddresses interfaces,
            Leftovers leftovers,
            EventSink events,
            List<SyncListener> listeners)
            throws IOException, AccessProblem {
        this.config = config;
        this.version = version;
        this.flags = Map.copyOf(flags);
        Clock clock = Clock.systemUTC();
        Set<IpFamily> familySet = EnumSet.copyOf(families);
        health =
                new ProxyHealth(
                        familySet,
                        config.syncPeriod(),
                        System::nanoTime,
                        clock,
                        inbox::waitingSinceNanos);
        metrics =
                new ProxyMetrics(
                        new ProxyMetrics.Subject(
                                version,
                                ProxySettings.gates(config),
                                familySet,
                                ProxySettings.localhost(config)),
                        inbox::backlog,
                        clock,
                        System::nanoTime);
        reports = new WatchReports(metrics, events);
        nodeEvents = new NodeEvents(events, nodeName);
        NodeSettings nodeSettings = ProxySettings.node(config, nodeName, families);
        addresses = new LocalAddresses(interfaces, inbox::wake);
        flowCleaner = new FlowCleaner(flows, addresses, metrics.conntrack()::reconciled);
        localhostNodePorts =
                new LocalhostNodePorts(
                        ProxySettings.loopback(config), metrics.localhostNodePorts());
        ClusterState cluster =
                new ClusterState(config.featureGates().enabled(FeatureGate.ALLOW_EXTERNAL_IPS));
        RenderSettings render = ProxySettings.render(config, families);
        TableSync table =
                new TableSync(
                        kernel,
                        render,
                        cluster,
                        leftovers,
                        new Quarantine(events, LoopClock.system()));
        List<SyncListener> syncListeners = new ArrayList<>(List.of(health, metrics.sync()));
        syncListeners.add(new FirstSyncReport(inbox));
        syncListeners.addAll(listeners);
        loop =
                new ProxyLoop(
                        inbox,
                        cluster,
                        kernel,
                        table,
                        nodeSettings,
                        addresses,
                        LoopClock.system(),
                        config.minSyncPeriod().orElse(null),
                        config.syncPeriod(),
                        new AffinityCensus(metrics.table()::clients),
                        syncListeners,
                        followers(nodeName, events, nodeSettings, table));
        watch = new ClusterWatch(connector.connect(reports), inbox, nodeName, reports);
        syncThread =
                new Thread(
                        () -> {
                            Practice.run(nodeSettings, render, new UnheardTable(kernel.table()));
                            loop.run();
                        },
                        "sync");
    }

    /** What else follows the table. */
    private List<CommitFollower> followers(
            String nodeName, EventSink events, NodeSettings nodeSettings, TableSync table) {
        List<CommitFollower> followers = new ArrayList<>();
        followers.add(new Conflicts(events));
        followers.add(commit -> health.nodeChanged(commit.node()));
        followers.add(
                new NodeReport(
                        nodeSettings, primary -> ProxySettings.misfits(config, families, primary)));
        followers.add(_ -> measure(table));
        followers.add(
                new HealthCheckPorts(
                        nodeName,
                        new ServiceHealthServers(http, nodeName, health::isHealthy, nodeEvents),
                        nodeSettings,
                        addresses));
        followers.add(flowCleaner);
        followers.add(localhostNodePorts);
        if (config.detectLocalMode() == DetectLocalMode.NODE_CIDR) {
            followers.add(new NodeCidrReport(families));
        }
        return followers;
    }

    /** To be told of the requests of other clients too, so that metrics have all. */
    WatchListener reports() {
        return reports;
    }

    /** Starts everything and returns. */
    public void start() throws IOException {
        serve(
                config.healthzBindAddress(),
                ProxyHealthPages.of(health, metrics.probes()),
                "healthz",
                ProxyHealthPages.BIND_FAILED_REASON);
        serve(
                config.metricsBindAddress(),
                metricsPages(),
                "metrics",
                MetricsPages.BIND_FAILED_REASON);
        addresses.start();
        flowCleaner.start();
        watch.start();
        syncThread.start();
    }

    private Routes metricsPages() {
        Routes pages = MetricsPages.of(metrics);
        ComponentPages.Component component =
                new ComponentPages.Component(
                        "kube-proxy",
                        version.version(),
                        Release.FOLLOWED,
                        Instant.now(),
                        Clock.systemUTC(),
                        () -> ProxyConfigWriter.configz(config),
                        flags);
        ComponentPages.addConfigz(pages, component);
        if (config.featureGates().enabled(FeatureGate.COMPONENT_FLAGZ)) {
            ComponentPages.addFlagz(pages, component);
        }
        if (config.featureGates().enabled(FeatureGate.COMPONENT_STATUSZ)) {
            ComponentPages.addStatusz(pages, component);
        }
        if (config.get(ConfigFields.ENABLE_PROFILING)) {
            ProfilingPages.addTo(pages, ProcessLogging.ofProcess()::setVerbosity);
        }
        return pages;
    }

    private void serve(Optional<ListenAddress> address, Routes handler, String what, String reason)
            throws IOException {
        if (address.isPresent()) {
            InetSocketAddress socket =
                    new InetSocketAddress(
                            InetAddress.getByAddress(address.get().address().toBytes()),
                            address.get().port());
            HttpPort port =
                    HttpPort.of(
                            what,
                            socket,
                            handler,
                            message -> nodeEvents.aboutNode(reason, message));
            if (config.get(ConfigFields.BIND_ADDRESS_HARD_FAIL)) {
                http.openNow(port);
            } else {
                http.open(port);
            }
        }
    }

    /** What the table holds now, on the writer thread. */
    private void measure(TableSync sync) {
        AppliedTable table = sync.applied();
        metrics.table().cluster(table.serviceCount(), table.endpointCount());
        metrics.table().sizes(table.elementCounts());
        metrics.table().quarantined(sync.quarantine().size());
    }

    /** Waits until the proxy has ended; whether it was told to. */
    public boolean join() throws InterruptedException {
        syncThread.join();
        return loop.isStopped();
    }

    /** Stops; the rules stay in the kernel. */
    @Override
    public void close() {
        loop.stop();
        watch.close();
        try {
            syncThread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flowCleaner.close();
        addresses.close();
        localhostNodePorts.close();
        http.close();
    }
}
