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
import java.util.function.LongSupplier;

/**
 * Collects events of watchers, one entry for each object however often it changed, until the writer
 * thread takes them.
 *
 * <p>Thread-safe. Its size is bounded by the number of objects in the cluster.
 */
public final class ChangeInbox {
    /** What is watched. */
    public enum Source {
        SERVICES,
        ENDPOINT_SLICES,
        NODE,
        SERVICE_CIDRS
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongSupplier nanoTime;

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
     * One that waits for some sources only.
     *
     * @param required the sources that must have delivered their first list before anything is
     *     taken
     * @param nanoTime {@link System#nanoTime} or a test's
     */
    public ChangeInbox(Set<Source> required, LongSupplier nanoTime) {
        this(required, Map.of(), nanoTime);
    }

    /**
     * One that waits for some sources longer than for others.
     *
     * @param required the sources that must have delivered their first list before anything is
     *     taken
     * @param others sources that should have too, and how long they are waited for once the
     *     required ones have
     * @param nanoTime {@link System#nanoTime} or a test's
     */
    public ChangeInbox(Set<Source> required, Map<Source, Duration> others, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.firstLists = new FirstLists(required, others, nanoTime.getAsLong());
    }

    /** A Service was added or changed. */
    public void put(Service service) {
        record(
                () -> {
                    services.put(service.name(), Optional.of(service));
                    serviceEvents++;
                });
    }

    /** A Service is gone, or is not to be proxied any more. */
    public void removeService(ObjectName name) {
        record(
                () -> {
                    services.put(name, Optional.empty());
                    serviceEvents++;
                });
    }

    public void put(EndpointSlice slice) {
        record(
                () -> {
                    slices.put(slice.name(), Optional.of(slice));
                    sliceEvents++;
                });
    }

    public void removeSlice(ObjectName name) {
        record(
                () -> {
                    slices.put(name, Optional.empty());
                    sliceEvents++;
                });
    }

    /** Our own Node was added or changed. */
    public void put(Node own) {
        record(() -> node = Optional.of(Optional.of(own)));
    }

    /** Our own Node was deleted. */
    public void removeNode() {
        record(() -> node = Optional.of(Optional.empty()));
    }

    public void putServiceCidr(String name, List<Cidr> cidrs) {
        record(() -> serviceCidrs.put(name, Optional.of(List.copyOf(cidrs))));
    }

    public void removeServiceCidr(String name) {
        record(() -> serviceCidrs.put(name, Optional.empty()));
    }

    private void record(Runnable change) {
        lock.lock();
        try {
            change.run();
            lastEventNanos = nanoTime.getAsLong();
            if (events++ == 0) {
                firstEventNanos = lastEventNanos;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The source's first list is in: all that it holds was put before this call. */
    public void synced(Source source) {
        lock.lock();
        try {
            firstLists.delivered(source, nanoTime.getAsLong());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether changes may be taken. */
    private boolean isOpen() {
        long now = nanoTime.getAsLong();
        if (!isOpen && firstLists.isEnough(now)) {
            isOpen = true;
            woken = true;
            // Nothing could be taken before: what came until now waits from now on.
            firstEventNanos = events > 0 ? now : firstEventNanos;
        }
        return isOpen;
    }

    /**
     * Ends the current or next {@link #await} or {@link #pause} early, for example to stop the
     * writer thread.
     */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something to take and enough sources have delivered, until these have
     * delivered, until {@link #wake}, or until the time is over.
     *
     * @return whether there is something to take
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
                long opens = isOpen ? left : firstLists.nanosLeft(nanoTime.getAsLong());
                long pause = opens > 0 ? Math.min(left, opens) : left;
                left -= pause - Math.max(0, changed.awaitNanos(pause));
            }
            woken = false;
            return events > 0 && isOpen();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@link #wake}, or until the time is over, whatever there is to take. */
    public void pause(long timeoutNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeoutNanos;
            while (left > 0 && !woken) {
                left = changed.awaitNanos(left);
            }
            woken = false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether enough sources have delivered their first lists; it stays so. */
    public boolean isSynced() {
        lock.lock();
        try {
            return isOpen();
        } finally {
            lock.unlock();
        }
    }

    /** Sources whose first list is not in yet, waited for or not. */
    public Set<Source> missing() {
        lock.lock();
        try {
            return firstLists.missing();
        } finally {
            lock.unlock();
        }
    }

    /** Takes all that is there; the next delta starts from nothing. */
    public ClusterDelta take() {
        lock.lock();
        try {
            ClusterDelta delta =
                    new ClusterDelta(services, slices, serviceCidrs, node, events, firstEventNanos);
            services = new LinkedHashMap<>();
            slices = new LinkedHashMap<>();
            serviceCidrs = new LinkedHashMap<>();
            node = Optional.empty();
            events = 0;
            firstEventNanos = 0;
            return delta;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Since when the oldest event waits to be taken, by the clock given; empty if there is none, or
     * if not enough sources have delivered yet.
     */
    public OptionalLong waitingSinceNanos() {
        lock.lock();
        try {
            return events > 0 && isOpen() ? OptionalLong.of(firstEventNanos) : OptionalLong.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Numbers for metrics. */
    public Backlog backlog() {
        lock.lock();
        try {
            return new Backlog(
                    services.size(), slices.size(), serviceEvents, sliceEvents, lastEventNanos);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How much waits, and how much there ever was.
     *
     * @param servicesPending Services with a change not yet taken
     * @param slicesPending EndpointSlices with a change not yet taken
     * @param lastEventNanos when the last event of any kind came; 0 if none ever did
     */
    public record Backlog(
            int servicesPending,
            int slicesPending,
            long serviceEvents,
            long sliceEvents,
            long lastEventNanos) {}
}
