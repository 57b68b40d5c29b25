package io.nftproxy.serve.http;

import io.nftproxy.core.pacing.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP ports of the process. One thread accepts the connections of all; each connection has a
 * virtual thread.
 */
public final class HttpPorts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpPorts.class);

    /** kube-proxy retries every 5 seconds. */
    private static final Backoff RETRY = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private final Backoff retry;
    private final ScheduledThreadPoolExecutor tasks;
    private final Acceptor acceptor = new Acceptor();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Creates it without any port.
     *
     * @param threadName of the thread that binds and closes ports
     */
    public HttpPorts(String threadName) {
        this(threadName, RETRY);
    }

    /** As above, with other waits between attempts to bind, for tests. */
    public HttpPorts(String threadName, Backoff retry) {
        this.retry = retry;
        tasks =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name(threadName).factory());
        // Most of the time there is nothing to bind.
        tasks.setKeepAliveTime(10, TimeUnit.SECONDS);
        tasks.allowCoreThreadTimeOut(true);
    }

    /**
     * Binds and serves a port in the caller's thread.
     *
     * @throws IOException if it cannot be bound; its message names purpose, address and cause
     */
    public Listener openNow(HttpPort port) throws IOException {
        Listener listener = new Listener(this, port);
        if (closed) {
            listener.closeNow();
        }
        try {
            listener.bind();
        } catch (IOException cause) {
            String message = port.failure(cause);
            port.bindFailed().accept(message);
            throw new IOException(message, cause);
        }
        listeners.add(listener);
        if (closed) {
            listener.closeNow();
        }
        return listener;
    }

    /** Binds and serves a port soon, and retries until that works. Never blocks, never fails. */
    public Listener open(HttpPort port) {
        Listener listener = new Listener(this, port);
        listeners.add(listener);
        execute(() -> listener.bindOrRetry(1));
        return listener;
    }

    Backoff retry() {
        return retry;
    }

    /** Runs a task on the thread that binds and closes ports, in the order of the calls. */
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    /** Runs a task on that thread after a delay. */
    public void schedule(Duration delay, Runnable task) {
        try {
            tasks.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            log.debug("Task of the HTTP ports dropped: ports are closed: {}", closing.toString());
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            log.error("Task of the HTTP ports failed", failure);
        }
    }

    Acceptor acceptor() {
        return acceptor;
    }

    void forget(Listener listener) {
        listeners.remove(listener);
    }

    /** Closes every port and connection. */
    @Override
    public void close() {
        closed = true;
        tasks.shutdownNow();
        listeners.forEach(Listener::closeNow);
        acceptor.close();
    }
}
