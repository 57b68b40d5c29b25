package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The latest state of each changed object, from the watches' threads to the sync thread, which
 * takes all changes at once.
 *
 * <p>Thread-safe. Its size is bounded by the number of objects in the cluster.
 */
public final class ChangeInbox {
    /** The kinds of objects that are watched. */
    public enum Source {
        SERVICES,
        ENDPOINT_SLICES,
        NODE,
        SERVICE_CIDRS
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LoopClock clock;

    // All guarded by lock.
    private Map<ObjectName, Optional<Service>> services = new LinkedHashMap<>();
    private Map<ObjectName, Optional<EndpointSlice>> slices = new LinkedHashMap<>();
    private Map<String, Optional<List<Cidr>>> serviceCidrs = new LinkedHashMap<>();
    private Optional<Optional<Node>> node = Optional.empty();
    private int events;
    private long firstEventNanos;
    private long lastEventNanos;
    private long serviceEvents;
    private long sliceEvents;
    private boolean woken;
    private final FirstLists firstLists;
    private boolean isOpen;

    /**
     * Creates an inbox that waits for some sources without a limit and for others with one.
     *
     * @param required the sources whose first lists must be complete before changes may be taken
     * @param others further sources, and how long to wait for each after the required ones
     */
    public ChangeInbox(Set<Source> required, Map<Source, Duration> others, LoopClock clock) {
        this.clock = clock;
        this.firstLists = new FirstLists(required, others, clock.nanoTime());
    }

    /** Records that a Service was added or changed; null: that it was deleted or is not proxied. */
    public void serviceChanged(ObjectName name, @Nullable Service service) {
        record(
                () -> {
                    services.put(name, Optional.ofNullable(service));
                    serviceEvents++;
                });
    }

    /** Records that an EndpointSlice was added or changed; null: that it was deleted. */
    public void sliceChanged(ObjectName name, @Nullable EndpointSlice slice) {
        record(
                () -> {
                    slices.put(name, Optional.ofNullable(slice));
                    sliceEvents++;
                });
    }

    /** Records that this node's Node was added or changed; null: that it was deleted. */
    public void nodeChanged(@Nullable Node own) {
        record(() -> node = Optional.of(Optional.ofNullable(own)));
    }

    /** Records that a ServiceCIDR was added or changed; null: that it was deleted. */
    public void serviceCidrChanged(String name, @Nullable List<Cidr> cidrs) {
        record(() -> serviceCidrs.put(name, Optional.ofNullable(cidrs)));
    }

    private void record(Runnable change) {
        signal(
                () -> {
                    change.run();
                    lastEventNanos = clock.nanoTime();
                    if (events++ == 0) {
                        firstEventNanos = lastEventNanos;
                    }
                });
    }

    /**
     * Records that a source's first list is complete: all its objects were recorded before this
     * call.
     */
    public void synced(Source source) {
        signal(() -> firstLists.delivered(source, clock.nanoTime()));
    }

    /**
     * Ends the current or next {@link #await} or {@link #pause} early, for example to stop the sync
     * thread.
     */
    public void wake() {
        signal(() -> woken = true);
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether changes may be taken. */
    private boolean isOpen() {
        long now = clock.nanoTime();
        if (!isOpen && firstLists.isEnough(now)) {
            isOpen = true;
            woken = true;
            // The waiting time of earlier changes counts from now, because they could not be taken.
            firstEventNanos = events > 0 ? now : firstEventNanos;
        }
        return isOpen;
    }

    /**
     * Waits for changes that may be taken, for the first lists, for {@link #wake}, or until the
     * time is over.
     *
     * @return whether there are changes that may be taken
     */
    public boolean await(long timeoutNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeoutNanos;
            while (left > 0) {
                boolean open = isOpen();
                if (woken || open && events > 0) {
                    break;
                }
                long opens = isOpen ? left : firstLists.nanosLeft(clock.nanoTime());
                long pause = opens > 0 ? Math.min(left, opens) : left;
                left -= pause - Math.max(0, clock.await(changed, pause));
            }
            woken = false;
            return events > 0 && isOpen();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until {@link #wake} or until the time is over, even if there are changes.
     *
     * @return whether it was woken
     */
    public boolean pause(long timeoutNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeoutNanos;
            while (left > 0 && !woken) {
                left = clock.await(changed, left);
            }
            boolean early = woken;
            woken = false;
            return early;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether enough first lists are complete. Once true it stays true. */
    public boolean isSynced() {
        return locked(this::isOpen);
    }

    /** Returns the sources whose first lists are not complete. */
    public Set<Source> missing() {
        return locked(firstLists::missing);
    }

    private <T> T locked(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    /** Removes and returns all changes. */
    public ClusterDelta take() {
        return locked(
                () -> {
                    ClusterDelta delta =
                            new ClusterDelta(services, slices, serviceCidrs, node, firstEventNanos);
                    services = new LinkedHashMap<>();
                    slices = new LinkedHashMap<>();
                    serviceCidrs = new LinkedHashMap<>();
                    node = Optional.empty();
                    events = 0;
                    firstEventNanos = 0;
                    return delta;
                });
    }

    /**
     * Returns the time of the oldest change that may be taken, by the given clock; empty if there
     * is none.
     */
    public OptionalLong waitingSinceNanos() {
        return locked(
                () ->
                        events > 0 && isOpen()
                                ? OptionalLong.of(firstEventNanos)
                                : OptionalLong.empty());
    }

    /** Returns numbers for metrics. */
    public InboxBacklog backlog() {
        return locked(
                () ->
                        new InboxBacklog(
                                services.size(),
                                slices.size(),
                                serviceEvents,
                                sliceEvents,
                                lastEventNanos));
    }
}
