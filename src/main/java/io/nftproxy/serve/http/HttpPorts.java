package io.nftproxy.serve.http;

import io.nftproxy.core.pacing.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP ports of the process. Each has a server of the JDK, which takes three threads and about
 * 0.3 MiB; each request has a virtual thread.
 */
public final class HttpPorts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpPorts.class);

    /** kube-proxy retries every 5 seconds. */
    private static final Backoff RETRY = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

    static {
        // Seconds after which a client that sends its request slowly loses its connection.
        preset("sun.net.httpserver.maxReqTime", "10");
        // The check of that, which would wake up every second.
        preset("sun.net.httpserver.timerMillis", "10000");
        // The health port is open to the network; many load balancers need no more than these.
        preset("jdk.httpserver.maxConnections", "512");
        // Head and body are sent by two calls; the second must not wait for the client's ACK.
        preset("sun.net.httpserver.nodelay", "true");
    }

    private final Backoff retry;
    private final ScheduledThreadPoolExecutor tasks;
    private final ExecutorService requests =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Sets a system property, unless the user did; the server reads them once. */
    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Creates it without any port. */
    public HttpPorts(String threadName) {
        this(threadName, RETRY);
    }

    /** Creates it with other waits between attempts to bind, for tests. */
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
        try {
            listener.bind();
        } catch (IOException cause) {
            String message = port.failure(cause);
            port.bindFailed().accept(message);
            throw new IOException(message, cause);
        }
        listeners.add(listener);
        if (closed) {
            listener.close();
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

    Executor requests() {
        return requests;
    }

    void forget(Listener listener) {
        listeners.remove(listener);
    }

    /** Closes every port and connection. */
    @Override
    public void close() {
        closed = true;
        tasks.shutdownNow();
        listeners.forEach(Listener::close);
        requests.shutdownNow();
    }
}
