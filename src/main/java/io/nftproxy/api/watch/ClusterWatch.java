package io.nftproxy.api.watch;

import io.nftproxy.api.ApiClient;
import io.nftproxy.sync.ChangeInbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches all that the proxy needs of the cluster: Services, EndpointSlices, our own Node and
 * ServiceCIDRs, each on a thread of its own. Changes come one by one, and to wake a thread is less
 * work than to wake one that carries virtual ones.
 *
 * <p>An API server that cannot be reached is waited for, at start as later; until it answers
 * nothing is delivered, and nothing is taken back.
 */
public final class ClusterWatch implements AutoCloseable {
    /** For threads to end after they were interrupted; they are daemons, so none is waited for. */
    private static final Duration STOP_PATIENCE = Duration.ofMillis(100);

    private final List<Reflector<?>> reflectors;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Wires it; {@link #start} makes the first request.
     *
     * @param inbox gets what is read, and is told of each source's first complete list
     * @param nodeName our own Node's
     */
    public ClusterWatch(ApiClient api, ChangeInbox inbox, String nodeName, WatchListener listener) {
        this(api, inbox, nodeName, listener, WatchTiming.DEFAULT);
    }

    ClusterWatch(
            ApiClient api,
            ChangeInbox inbox,
            String nodeName,
            WatchListener listener,
            WatchTiming timing) {
        Outages outages = new Outages(listener, System::nanoTime);
        reflectors =
                List.of(
                                WatchedKind.services(inbox, listener::unreadable),
                                WatchedKind.endpointSlices(inbox, listener::unreadable),
                                WatchedKind.node(inbox, nodeName, listener::unreadable),
                                WatchedKind.serviceCidrs(inbox, listener::unreadable))
                        .stream()
                        .<Reflector<?>>map(
                                kind ->
                                        new Reflector<>(
                                                kind, api, inbox, listener, outages, timing))
                        .toList();
    }

    /** Starts watching. Returns at once. */
    public synchronized void start() {
        for (Reflector<?> reflector : reflectors) {
            threads.add(Thread.ofPlatform().daemon().name("watch").start(reflector));
        }
    }

    /** Stops watching and closes all connections. Takes a tenth of a second at most. */
    @Override
    public synchronized void close() {
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
        try {
            for (Thread thread : threads) {
                long left = deadline - System.nanoTime();
                thread.join(Duration.ofNanos(Math.max(1, left)));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }
}
