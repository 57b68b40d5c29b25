package io.nftproxy.api.watch;

import io.nftproxy.api.ApiClient;
import io.nftproxy.sync.ChangeInbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The watches of Services, EndpointSlices, this node's Node and ServiceCIDRs, each on a thread of
 * its own. The threads are platform threads: changes come one by one, and a virtual thread would
 * take longer to wake, with its carrier.
 *
 * <p>While the API server cannot be reached, at start or later, the watches retry. They deliver
 * nothing meanwhile and remove nothing.
 */
public final class ClusterWatch implements AutoCloseable {
    /** The longest wait for the threads, which are daemons, to end after their interrupt. */
    private static final Duration STOP_PATIENCE = Duration.ofMillis(100);

    private final List<Reflector<?>> reflectors;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Creates the watches; {@link #start} sends the first requests.
     *
     * @param inbox receives the objects, and each source's first complete list
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

    /** Starts the watches and returns at once. */
    public synchronized void start() {
        for (Reflector<?> reflector : reflectors) {
            threads.add(Thread.ofPlatform().daemon().name("watch").start(reflector));
        }
    }

    /** Stops the watches and closes their connections, within a tenth of a second. */
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
