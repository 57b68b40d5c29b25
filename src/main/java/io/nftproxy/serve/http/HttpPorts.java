package io.nftproxy.serve.http;

import io.nftproxy.core.pacing.Backoff;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP ports of the process. Each is a server of the JDK's, which has three threads and takes
 * about 0.3 MiB; requests have virtual threads.
 */
public final class HttpPorts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpPorts.class);

    /** As kube-proxy does. */
    private static final Backoff RETRY = Backoff.constant(Duration.ofSeconds(5));

    static {
        // A client that sends its request byte by byte keeps a connection for this long at most.
        preset("sun.net.httpserver.maxReqTime", "10");
        // The health port is open to the network: what many load balancers need, and no more.
        preset("jdk.httpserver.maxConnections", "512");
        // Head and body are sent by two calls; the second must not wait for the client's ACK.
        preset("sun.net.httpserver.nodelay", "true");
    }

    private final ScheduledThreadPoolExecutor tasks;
    private final ExecutorService requests =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** The server reads its settings once, from system properties. */
    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * @param threadName of the thread that binds and closes ports
     */
    public HttpPorts(String threadName) {
        tasks =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name(threadName).factory());
        // Most of the time there is nothing to bind.
        tasks.setKeepAliveTime(10, TimeUnit.SECONDS);
        tasks.allowCoreThreadTimeOut(true);
    }

    /**
     * Serves on an address: at once or not at all, or as soon as it can be bound.
     *
     * @param what for the log and the Event, for example {@code metrics}
     * @param hardFail {@code --bind-address-hard-fail}: a failure is thrown, and there is no retry
     * @param failed takes the message for an Event when it cannot be bound
     * @throws IOException only with hardFail; its message says what, where and why
     */
    public Listener serve(
            InetSocketAddress address,
            HttpHandler handler,
            String what,
            boolean hardFail,
            Consumer<String> failed)
            throws IOException {
        BindReport report = new BindReport(what, failed);
        if (!hardFail) {
            return listen(address, local -> true, handler, RETRY, report);
        }
        try {
            Listener listener = listenNow(address, local -> true, handler);
            report.bound(address);
            return listener;
        } catch (IOException cause) {
            String message = BindReport.failure(what, address, cause);
            failed.accept(message);
            throw new IOException(message, cause);
        }
    }

    /** Binds now, in the caller's thread. */
    Listener listenNow(
            InetSocketAddress address, Predicate<InetAddress> serves, HttpHandler handler)
            throws IOException {
        Listener listener = new Listener(this, address, serves, handler);
        listener.bind();
        listeners.add(listener);
        if (closed) {
            listener.closeNow();
        }
        return listener;
    }

    /**
     * Binds soon, and tries again until it works. Never blocks, never fails.
     *
     * @param serves says for our address that a client connected to whether it is answered; if not,
     *     the connection is closed
     */
    public Listener listen(
            InetSocketAddress address,
            Predicate<InetAddress> serves,
            HttpHandler handler,
            Backoff backoff,
            BindObserver observer) {
        Listener listener = new Listener(this, address, serves, handler);
        listeners.add(listener);
        execute(() -> listener.tryToBind(backoff, observer, 1));
        return listener;
    }

    /** Runs a task on the thread that binds and closes, in the order of the calls. */
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    /** Runs a task there after a while. */
    public void schedule(Duration delay, Runnable task) {
        try {
            tasks.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            log.debug("Closed already: {}", closing.toString());
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            log.error("A task of the HTTP ports failed", failure);
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
        listeners.forEach(Listener::closeNow);
        requests.shutdownNow();
    }
}
