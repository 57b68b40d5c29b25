package io.nftproxy.serve.metrics;

import io.nftproxy.config.FeatureGate;
import io.nftproxy.config.FeatureGates;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.sync.InboxBacklog;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** All metrics of the process, grouped by the component that feeds them. */
public final class ProxyMetrics {
    /**
     * The properties of the process that metrics show.
     *
     * @param version of this build, {@code v0.1.0}
     * @param families the proxied families: values of the label {@code ip_family}
     */
    public record Subject(String version, FeatureGates gates, Set<IpFamily> families) {
        public Subject {
            families = Set.copyOf(families);
        }
    }

    private final Meters meters = new Meters();
    private final Meters slis = new Meters();
    private final Subject subject;
    private final BacklogMetrics backlog;
    private final SyncMetrics sync;
    private final CommitMetrics commits;
    private final ProbeMetrics probes;
    private final ConntrackMetrics conntrack;
    private final ApiClientMetrics apiClient;
    private final WatchMetrics watches;
    private final TableMetrics table;
    private final LocalhostNodePortMetrics localhostNodePorts;

    /** Guarded by this. */
    private boolean complete;

    /**
     * Creates the metrics.
     *
     * @param backlog read at each scrape
     * @param nanoTime the clock of the backlog
     */
    public ProxyMetrics(
            Subject subject,
            Supplier<InboxBacklog> backlog,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.subject = subject;
        this.backlog = new BacklogMetrics(backlog, clock, nanoTime);
        Set<IpFamily> families = subject.families();
        watches = new WatchMetrics(meters, clock);
        sync = new SyncMetrics(meters, families, clock);
        commits = new CommitMetrics(meters);
        probes = new ProbeMetrics(meters, slis);
        conntrack = new ConntrackMetrics(meters, families);
        apiClient = new ApiClientMetrics(meters);
        table = new TableMetrics(meters);
        boolean localhost = subject.gates().enabled(FeatureGate.LOCALHOST_NODE_PORTS);
        localhostNodePorts =
                new LocalhostNodePortMetrics(localhost ? meters : new Meters(), families);
    }

    /** Returns the listener for each sync. */
    public SyncListener sync() {
        return new SyncListener() {
            @Override
            public void syncStarted(long sinceNanos) {
                backlog.syncStarted();
            }

            @Override
            public void synced(SyncReport report) {
                sync.synced(report);
                commits.synced(report);
            }
        };
    }

    public ProbeMetrics probes() {
        return probes;
    }

    public ConntrackMetrics conntrack() {
        return conntrack;
    }

    public ApiClientMetrics apiClient() {
        return apiClient;
    }

    public WatchMetrics watches() {
        return watches;
    }

    public TableMetrics table() {
        return table;
    }

    /** Returns the metrics of NodePorts on loopback; not shown while their gate is off. */
    public LocalhostNodePortMetrics localhostNodePorts() {
        return localhostNodePorts;
    }

    /**
     * Adds the metrics of Services.
     *
     * @param shown the number of Service ports on the page
     */
    public ServiceMetrics services(int shown) {
        return new ServiceMetrics(meters, shown);
    }

    /**
     * Returns the page {@code /metrics}. Metrics read at each scrape are added by the first one.
     */
    synchronized Meters meters() {
        if (!complete) {
            complete = true;
            backlog.register(meters, subject.families());
            ProcessMetrics.register(meters, Path.of("/proc"));
            JvmMetrics.register(meters);
            ComponentMetrics.register(meters, subject.version(), subject.gates());
        }
        return meters;
    }

    /** Returns the page {@code /metrics/slis}. */
    Meters slis() {
        return slis;
    }
}
