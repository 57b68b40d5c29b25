package io.nftproxy.kernel.host;

import io.nftproxy.core.model.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of this host's interfaces, kept up to date by a thread of its own. The thread reads
 * them when the kernel reports a change, and every five minutes without one. If a read fails, the
 * last result stays.
 *
 * <p>{@link #get} is cheap, and returns the same object until an address is added or removed.
 */
public final class LocalAddresses implements Supplier<Set<IpAddress>>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalAddresses.class);

    /** The longest wait for a report. The kernel reports each change, and an overflow, too. */
    private static final Duration RECONCILE = Duration.ofMinutes(5);

    /** Between reads: each pod start makes some reports, and a read on a full node takes 1 ms. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final InterfaceAddresses kernel;
    private final Runnable changed;
    private final Duration pause;
    private final Duration retry;
    private final Thread thread;
    private volatile SortedSet<IpAddress> known = Collections.emptySortedSet();
    private volatile boolean closed;

    /** The reason why the last read failed; null if it succeeded. Owned by the thread. */
    private @Nullable String failure;

    /**
     * @param kernel read by the thread and closed with this
     * @param changed called on the thread after the addresses changed
     */
    public LocalAddresses(InterfaceAddresses kernel, Runnable changed) {
        this(kernel, changed, PAUSE, RETRY);
    }

    LocalAddresses(InterfaceAddresses kernel, Runnable changed, Duration pause, Duration retry) {
        this.kernel = kernel;
        this.changed = changed;
        this.pause = pause;
        this.retry = retry;
        thread = Thread.ofPlatform().daemon().name("addresses").unstarted(this::follow);
    }

    /**
     * Reads the addresses and starts the thread.
     *
     * @throws IOException if the addresses cannot be read; without them it is unknown on which
     *     addresses NodePorts are served
     */
    public void start() throws IOException {
        known = sorted(kernel.read());
        thread.start();
    }

    @Override
    public Set<IpAddress> get() {
        return known;
    }

    private static SortedSet<IpAddress> sorted(Set<IpAddress> addresses) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(addresses));
    }

    private void follow() {
        try {
            while (!closed) {
                boolean succeeded = awaitAndRead();
                Thread.sleep(succeeded ? pause : retry);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kernel.close();
        }
    }

    private boolean awaitAndRead() throws InterruptedException {
        try {
            if (failure == null) {
                kernel.awaitChange(RECONCILE);
            }
            SortedSet<IpAddress> now = sorted(kernel.read());
            accept(now);
            return true;
        } catch (IOException | RuntimeException e) {
            failed(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void accept(SortedSet<IpAddress> now) {
        if (failure != null) {
            LOG.info("Reading interface addresses succeeded: addresses={}", now.size());
            failure = null;
        }
        if (!now.equals(known)) {
            LOG.debug("Interface addresses changed: {}", now);
            known = now;
            changed.run();
        }
    }

    private void failed(String why) {
        if (!why.equals(failure)) {
            LOG.warn(
                    "Cannot read interface addresses: {}; keeping the last ones, retrying every"
                            + " {}s: addresses={}",
                    why,
                    retry.toSeconds(),
                    known.size());
        }
        failure = why;
    }

    /** Stops the thread; the last addresses stay. */
    @Override
    public void close() {
        closed = true;
        if (thread.getState() == Thread.State.NEW) {
            kernel.close();
        } else {
            thread.interrupt();
        }
    }
}
