package io.nftproxy.app;

import io.nftproxy.api.ApiClient;
import io.nftproxy.api.watch.ClusterWatch;
import io.nftproxy.config.DetectLocalMode;
import io.nftproxy.config.FeatureGate;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.flows.FlowTable;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.render.AppliedTable;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.DiscardingTable;
import io.nftproxy.kernel.ProcessorTime;
import io.nftproxy.kernel.host.AddressFamilies;
import io.nftproxy.kernel.host.InterfaceAddresses;
import io.nftproxy.kernel.host.LocalAddresses;
import io.nftproxy.serve.control.RecentSyncs;
import io.nftproxy.serve.health.HealthCheckPorts;
import io.nftproxy.serve.health.ProxyHealth;
import io.nftproxy.serve.health.ServiceHealthServers;
import io.nftproxy.serve.http.HttpPorts;
import io.nftproxy.serve.metrics.ProxyMetrics;
import io.nftproxy.serve.metrics.ServiceMetrics;
import io.nftproxy.sync.AffinityCensus;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.CommitFollower;
import io.nftproxy.sync.Conflicts;
import io.nftproxy.sync.FlowCleaner;
import io.nftproxy.sync.Leftovers;
import io.nftproxy.sync.LoopClock;
import io.nftproxy.sync.ProxyLoop;
import io.nftproxy.sync.Quarantine;
import io.nftproxy.sync.SchedulerNames;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncWarmUp;
import io.nftproxy.sync.TableSync;
import io.nftproxy.sync.localhost.LocalhostNodePorts;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The proxy of one node: wires everything from the API server to the kernel, and runs it. */
public final class Daemon implements AutoCloseable {
    /** A running sync ends within a few hundred milliseconds; the process within a second. */
    private static final long STOP_MILLIS = 500;

    private final ProxyConfig config;
    private final Identity identity;
    private final List<IpFamily> families = AddressFamilies.ofThisHost();
    private final LoopClock loopClock = LoopClock.system(new ProcessorTime());
    private final ChangeInbox inbox = FirstSyncLog.inbox(loopClock);
    private final ProxyHealth health;
    private final ProxyMetrics metrics;
    private final @Nullable ServiceMetrics services;
    private final HttpPorts http = new HttpPorts("http-ports");
    private final ProxyServers servers;
    private final LocalAddresses addresses;
    private final FlowCleaner flowCleaner;
    private final LocalhostNodePorts localhostNodePorts;
    private final KernelView.Opener view;
    private final RecentSyncs recentSyncs = new RecentSyncs(Clock.systemUTC());
    private final ProxyLoop loop;
    private final ClusterWatch watch;
    private final Thread syncThread;

    /**
     * The properties that this proxy reports of itself.
     *
     * @param nodeName of its Node
     * @param version the version to report, {@code v0.1.0}
     * @param flags the command line to report, by name without dashes; {@code web-page} and {@code
     *     service-metrics} have an effect
     */
    public record Identity(String nodeName, String version, Map<String, String> flags) {
        public Identity {
            flags = Map.copyOf(flags);
        }
    }

    /**
     * The parts of one network namespace that this proxy works on.
     *
     * @param kernel the table to write; the caller closes it
     * @param flows the conntrack table; the caller closes it
     * @param interfaces the addresses; closed with the daemon
     * @param leftovers the rules of kube-proxy, removed after each full sync
     * @param view opens views of the kernel for the control socket and the web page
     */
    public record Host(
            KernelTable kernel,
            FlowTable flows,
            InterfaceAddresses interfaces,
            Leftovers leftovers,
            KernelView.Opener view) {}

    /**
     * Wires the proxy; nothing runs before {@link #start}.
     *
     * @param api its requests are counted by the metrics of this proxy
     */
    public Daemon(
            ProxyConfig config,
            Identity identity,
            Host host,
            ApiClient api,
            EventSink events,
            List<SyncListener> listeners)
            throws IOException {
        String nodeName = identity.nodeName();
        this.identity = identity;
        this.config = config;
        this.view = host.view();
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
                                identity.version(), config.featureGates(), familySet),
                        inbox::backlog,
                        clock,
                        System::nanoTime);
        int shown = Integer.parseInt(identity.flags().getOrDefault("service-metrics", "0"));
        services = shown == 0 ? null : metrics.services(shown);
        WatchReporter reports = new WatchReporter(metrics, events);
        api.reportTo(reports);
        servers = new ProxyServers(config, identity, health, metrics, events, this::control);
        NodeSettings nodeSettings = ProxySettings.node(config, nodeName, families);
        addresses = new LocalAddresses(host.interfaces(), inbox::wake);
        flowCleaner = new FlowCleaner(host.flows(), addresses, metrics.conntrack()::reconciled);
        localhostNodePorts =
                new LocalhostNodePorts(
                        ProxySettings.loopback(config), metrics.localhostNodePorts());
        ClusterState cluster =
                new ClusterState(config.featureGates().enabled(FeatureGate.ALLOW_EXTERNAL_IPS));
        RenderSettings render = ProxySettings.render(config, families);
        TableSync table =
                new TableSync(
                        host.kernel(),
                        render,
                        cluster,
                        host.leftovers(),
                        new Quarantine(events, loopClock));
        List<SyncListener> syncListeners =
                new ArrayList<>(List.of(health, metrics.sync(), recentSyncs));
        syncListeners.add(new FirstSyncLog(inbox));
        syncListeners.addAll(listeners);
        loop =
                new ProxyLoop(
                        inbox,
                        cluster,
                        host.kernel(),
                        table,
                        nodeSettings,
                        addresses,
                        loopClock,
                        config.minSyncPeriod().orElse(null),
                        config.syncPeriod(),
                        new AffinityCensus(metrics.table()::clients),
                        syncListeners,
                        followers(events, nodeSettings, table));
        watch = new ClusterWatch(api, inbox, nodeName, reports);
        syncThread =
                new Thread(
                        () -> {
                            SyncWarmUp.run(
                                    nodeSettings,
                                    render,
                                    new DiscardingTable(host.kernel().table()));
                            loop.run();
                        },
                        "sync");
    }

    /** Returns the followers of the table, in the order of their calls. */
    private List<CommitFollower> followers(
            EventSink events, NodeSettings nodeSettings, TableSync table) {
        String nodeName = identity.nodeName();
        List<CommitFollower> followers = new ArrayList<>();
        followers.add(new Conflicts(events));
        followers.add(new SchedulerNames(events));
        followers.add(commit -> health.nodeChanged(commit.node()));
        followers.add(
                new NodeChangeLog(
                        nodeSettings, primary -> ProxySettings.misfits(config, families, primary)));
        followers.add(_ -> measure(table));
        followers.add(
                new HealthCheckPorts(
                        nodeName,
                        new ServiceHealthServers(http, nodeName, health::isHealthy, events)::update,
                        nodeSettings,
                        addresses));
        followers.add(flowCleaner);
        followers.add(localhostNodePorts);
        if (services != null) {
            followers.add(services);
        }
        if (config.detectLocalMode() == DetectLocalMode.NODE_CIDR) {
            followers.add(new NodeCidrLog(families));
        }
        return followers;
    }

    /** Returns the metrics that need all new connections; null unless they are asked for. */
    @Nullable ServiceMetrics services() {
        return services;
    }

    /**
     * Starts everything and returns.
     *
     * @throws IOException with {@code bindAddressHardFail}, if a port cannot be bound
     */
    public void start() throws IOException {
        servers.start(http);
        addresses.start();
        flowCleaner.start();
        watch.start();
        syncThread.start();
    }

    /** Sets the metrics of the table, on the sync thread. */
    private void measure(TableSync sync) {
        AppliedTable table = sync.applied();
        metrics.table().cluster(table.serviceCount(), table.endpointCount());
        metrics.table().sizes(table.elementCounts());
        metrics.table().quarantined(sync.quarantine().size());
    }

    /** Returns the parts of this daemon that the control socket and the web page show. */
    DaemonControl control() {
        return new DaemonControl(
                config, identity, health, metrics, addresses, recentSyncs, loop, view);
    }

    /** Waits until the proxy has ended or the time has passed. Returns whether it has ended. */
    public boolean join(Duration atMost) throws InterruptedException {
        return syncThread.join(atMost);
    }

    /** Returns whether {@link #close} ended the proxy. */
    public boolean isStopped() {
        return loop.isStopped();
    }

    /** Stops the proxy; the rules stay in the kernel. */
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
