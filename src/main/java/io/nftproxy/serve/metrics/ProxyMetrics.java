package io.nftproxy.serve.metrics;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.sync.ChangeInbox.Backlog;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** All metrics of the process, by who feeds them. */
public final class ProxyMetrics {
    /**
     * What the metrics are about.
     *
     * @param families those that are proxied: values of label {@code ip_family}
     * @param localhostNodePorts whether the feature gate of that name is on
     */
    public record Subject(
            BuildVersion build,
            List<FeatureGate> gates,
            Set<IpFamily> families,
            boolean localhostNodePorts) {
        public Subject {
            gates = List.copyOf(gates);
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
     * @param backlog read at each scrape
     * @param nanoTime the clock of the backlog
     */
    public ProxyMetrics(
            Subject subject,
            Supplier<Backlog> backlog,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.subject = subject;
        this.backlog = new BacklogMetrics(backlog, clock, nanoTime);
        Set<IpFamily> families = subject.families();
        // Limits have to be there before the first meter is.
        watches = new WatchMetrics(meters, clock);
        sync = new SyncMetrics(meters, families, clock);
        commits = new CommitMetrics(meters);
        probes = new ProbeMetrics(meters, slis);
        conntrack = new ConntrackMetrics(meters, families);
        apiClient = new ApiClientMetrics(meters);
        table = new TableMetrics(meters);
        localhostNodePorts =
                new LocalhostNodePortMetrics(
                        subject.localhostNodePorts() ? meters : new Meters(), families);
    }

    /** To be told of each sync. */
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

    /** To be told of each answer of the health port. */
    public ProbeMetrics probes() {
        return probes;
    }

    /** To be told of each look through the flows. */
    public ConntrackMetrics conntrack() {
        return conntrack;
    }

    /** To be told of each request to the API server. */
    public ApiClientMetrics apiClient() {
        return apiClient;
    }

    /** To be told how watches fare. */
    public WatchMetrics watches() {
        return watches;
    }

    /** To be told what the table holds. */
    public TableMetrics table() {
        return table;
    }

    /** To be told of NodePorts on loopback addresses; goes nowhere while the gate is off. */
    public LocalhostNodePortMetrics localhostNodePorts() {
        return localhostNodePorts;
    }

    /** What {@code /metrics} shows. What is read and not fed is added at the first look. */
    synchronized Meters meters() {
        if (!complete) {
            complete = true;
            backlog.register(meters, subject.families());
            ProcessMetrics.register(meters, Path.of("/proc"));
            JvmMetrics.register(meters);
            ComponentMetrics.register(meters, subject.build(), subject.gates());
        }
        return meters;
    }

    /** What {@code /metrics/slis} shows. */
    Meters slis() {
        return slis;
    }
}
