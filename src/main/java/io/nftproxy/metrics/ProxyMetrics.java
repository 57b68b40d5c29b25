package io.nftproxy.metrics;

import io.nftproxy.inbox.ChangeInbox.Backlog;
import io.nftproxy.model.IpFamily;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** All metrics of the process, by who feeds them. */
public final class ProxyMetrics {
    private final MetricRegistry registry = new MetricRegistry();
    private final MetricRegistry slis = new MetricRegistry();
    private final SyncMetrics sync;
    private final ProbeMetrics probes;

    /**
     * @param families those that are proxied: values of label {@code ip_family}
     * @param backlog read at each scrape
     * @param nanoTime the clock of the backlog
     */
    public ProxyMetrics(
            Set<IpFamily> families,
            Supplier<Backlog> backlog,
            InstantSource clock,
            LongSupplier nanoTime) {
        sync = new SyncMetrics(registry, families, backlog, clock, nanoTime);
        probes = new ProbeMetrics(registry, slis);
    }

    /** To be told of each sync. */
    public SyncMetrics sync() {
        return sync;
    }

    /** To be told of each answer of the health port. */
    public ProbeMetrics probes() {
        return probes;
    }

    /** What {@code /metrics} shows. */
    MetricRegistry registry() {
        return registry;
    }

    /** What {@code /metrics/slis} shows. */
    MetricRegistry slis() {
        return slis;
    }
}
