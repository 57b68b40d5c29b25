package io.nftproxy.serve.health;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The health of the proxy: whether changes reach the kernel in time.
 *
 * <p>The proxy is healthy while no change is pending, or the oldest pending change is younger than
 * twice the sync period. A change is pending while it waits in the inbox, while a sync works on it,
 * and after that sync failed. So a failing or hanging sync makes the proxy unhealthy, the first one
 * too; an unreachable API server does not.
 *
 * <p>Thread-safe: the sync thread and the watchers write, the threads of requests read.
 */
public final class ProxyHealth implements SyncListener {
    private final Set<IpFamily> families;
    private final long pendingNanosMax;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Supplier<OptionalLong> waitingSinceNanos;

    // Guarded by this.
    private OptionalLong takenSinceNanos = OptionalLong.empty();
    private Instant lastSuccess = HealthStatus.NEVER;
    private boolean nodeEligible;

    /**
     * Creates the health of a proxy that has not synced yet.
     *
     * @param syncPeriod the longest wait before a failed sync is retried
     * @param nanoTime {@link System#nanoTime}, or the clock of a test
     * @param waitingSinceNanos when the oldest change in the inbox arrived; empty if the inbox is
     */
    public ProxyHealth(
            Set<IpFamily> families,
            Duration syncPeriod,
            LongSupplier nanoTime,
            InstantSource clock,
            Supplier<OptionalLong> waitingSinceNanos) {
        this.families = Set.copyOf(families);
        this.pendingNanosMax = 2 * syncPeriod.toNanos();
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.waitingSinceNanos = waitingSinceNanos;
    }

    /** Marks the changes that a sync takes as pending until a sync succeeds. */
    @Override
    public synchronized void syncStarted(long sinceNanos) {
        takenSinceNanos = earlier(takenSinceNanos, OptionalLong.of(sinceNanos));
    }

    @Override
    public synchronized void synced(SyncReport report) {
        if (report.succeeded()) {
            takenSinceNanos = OptionalLong.empty();
            lastSuccess = clock.instant();
        } else if (takenSinceNanos.isEmpty()) {
            // The sync failed before it began; its changes have left the inbox already.
            takenSinceNanos = OptionalLong.of(nanoTime.getAsLong());
        }
    }

    /**
     * Updates whether load balancers may use this node.
     *
     * @param node null if the Node does not exist; that is also the state before the first call
     */
    public synchronized void nodeChanged(@Nullable Node node) {
        nodeEligible = node != null && node.eligible();
    }

    public synchronized HealthStatus status() {
        return new HealthStatus(isHealthy(), nodeEligible, lastSuccess, clock.instant(), families);
    }

    /** Returns the current health of the proxy alone. */
    public synchronized boolean isHealthy() {
        OptionalLong oldest = earlier(takenSinceNanos, waitingSinceNanos.get());
        return oldest.isEmpty() || nanoTime.getAsLong() - oldest.getAsLong() < pendingNanosMax;
    }

    private static OptionalLong earlier(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        // Nano times are compared by difference: they may be negative and may overflow.
        return a.getAsLong() - b.getAsLong() <= 0 ? a : b;
    }
}
