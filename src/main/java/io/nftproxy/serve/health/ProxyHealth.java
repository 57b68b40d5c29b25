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
 * Whether changes reach the kernel in time.
 *
 * <p>Healthy while nothing is pending, or the oldest change that is has been for less than twice
 * the sync period. So an API server that is away does not make the proxy unhealthy; a sync that
 * fails or hangs does, the first one too. Pending is what waits in the inbox and what the running
 * or last failed sync has taken out of it.
 *
 * <p>Thread-safe: written by the sync thread and the watchers, read by those of requests.
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
     * @param families those that are proxied
     * @param syncPeriod how soon a failed sync is repeated
     * @param nanoTime {@link System#nanoTime} or a test's
     * @param waitingSinceNanos since when the oldest change waits to be taken by a sync; empty if
     *     none does
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

    /** Until a sync succeeds, its changes are pending. */
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
            // It failed before it began, and what it was about has left the inbox already.
            takenSinceNanos = OptionalLong.of(nanoTime.getAsLong());
        }
    }

    /**
     * The own Node was added, changed or deleted.
     *
     * @param node null if there is none (any more); that is also the state before the first call
     */
    public synchronized void nodeChanged(@Nullable Node node) {
        nodeEligible = node != null && node.eligible();
    }

    /** The health now. */
    public synchronized HealthStatus status() {
        return new HealthStatus(isHealthy(), nodeEligible, lastSuccess, clock.instant(), families);
    }

    /** The health now, without the node's. */
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
