package io.nftproxy.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP thread: waits for every port and every client, runs timers and tasks handed to it.
 *
 * <p>It sleeps without waking up while no client is connected and nothing is to be retried. An
 * {@link Error} ends it, so that probes fail and the process is restarted.
 */
public final class HttpLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpLoop.class);

    /** The health port is open to the network: what one node's load balancers need, many times. */
    private static final int CONNECTIONS_MAX = 512;

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    private record Timer(long dueNanos, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return Long.signum(dueNanos - other.dueNanos);
        }
    }

    private final Selector selector;
    private final InstantSource clock;
    private final Connection.Limits limits;
    private final Thread thread;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    // Owned by the HTTP thread.
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final ByteBuffer readBuffer = ByteBuffer.allocate(4096);
    private boolean sweeping;
    private boolean slowWorkRuns;

    private HttpLoop(
            Selector selector, InstantSource clock, String threadName, Connection.Limits limits) {
        this.selector = selector;
        this.clock = clock;
        this.limits = limits;
        this.thread = Thread.ofPlatform().daemon().name(threadName).unstarted(this::run);
    }

    /**
     * Starts the thread.
     *
     * @param clock for the {@code Date} header
     */
    public static HttpLoop start(String threadName, InstantSource clock) throws IOException {
        return start(threadName, clock, Connection.Limits.USUAL);
    }

    static HttpLoop start(String threadName, InstantSource clock, Connection.Limits limits)
            throws IOException {
        HttpLoop loop = new HttpLoop(Selector.open(), clock, threadName, limits);
        loop.thread.start();
        return loop;
    }

    /** Binds now, in the caller's thread. */
    public Listener listenNow(InetSocketAddress address, Acceptor acceptor) throws IOException {
        ServerSocketChannel channel = Listener.bind(address);
        Listener listener = new Listener(this, address, acceptor);
        listener.serve(channel);
        selector.wakeup();
        return listener;
    }

    /** Binds soon, and tries again until it works. Never blocks, never fails. */
    public Listener listen(
            InetSocketAddress address, Acceptor acceptor, Backoff backoff, BindObserver observer) {
        Listener listener = new Listener(this, address, acceptor);
        execute(() -> listener.tryToBind(backoff, observer, 1));
        return listener;
    }

    /** Runs a task on the HTTP thread, in the order of the calls. From any thread. */
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Runs a task on the HTTP thread, after a while. Called on the HTTP thread. */
    public void schedule(Duration delay, Runnable task) {
        timers.add(new Timer(System.nanoTime() + delay.toNanos(), task));
    }

    private void run() {
        try (selector) {
            while (!closed) {
                selector.select(HttpLoop::dispatch, millisUntilTimer());
                runTasks();
                runTimers();
            }
            for (SelectionKey key : selector.keys()) {
                closeQuietly(key.channel());
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException("the HTTP thread cannot wait", failure);
        }
    }

    private static void dispatch(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof Ready ready) {
            guarded(() -> ready.ready(key));
        }
    }

    private void runTasks() {
        // Only those that are there now: a task may add another one.
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                guarded(task);
            }
        }
    }

    private void runTimers() {
        long now = System.nanoTime();
        for (Timer next = timers.peek(); next != null && next.dueNanos() - now <= 0; ) {
            timers.remove();
            guarded(next.task());
            next = timers.peek();
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            log.error("A task of the HTTP thread failed", failure);
        }
    }

    /** As {@link Selector#select(long)} wants it: 0 is for ever. */
    private long millisUntilTimer() {
        if (!tasks.isEmpty()) {
            return 1;
        }
        Timer next = timers.peek();
        return next == null ? 0 : Math.max(1, (next.dueNanos() - System.nanoTime()) / 1_000_000);
    }

    SelectionKey register(SelectableChannel channel, int operations, Ready ready)
            throws IOException {
        return channel.register(selector, operations, ready);
    }

    Connection serve(SocketChannel client, HttpHandler handler, Consumer<Connection> whenClosed)
            throws IOException {
        if (connections.size() >= CONNECTIONS_MAX) {
            closeEarliest();
        }
        Connection connection = new Connection(this, client, handler, whenClosed);
        connection.registered(register(client, SelectionKey.OP_READ, connection));
        connections.add(connection);
        if (!sweeping) {
            sweeping = true;
            schedule(SWEEP_INTERVAL, this::sweep);
        }
        return connection;
    }

    void forget(Connection connection) {
        connections.remove(connection);
    }

    private void closeEarliest() {
        Connection earliest = null;
        for (Connection connection : connections) {
            if (earliest == null || connection.deadlineNanos() < earliest.deadlineNanos()) {
                earliest = connection;
            }
        }
        if (earliest != null) {
            earliest.close();
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        for (Connection connection : Set.copyOf(connections)) {
            if (connection.deadlineNanos() != Long.MAX_VALUE
                    && connection.deadlineNanos() - now < 0) {
                connection.close();
            }
        }
        sweeping = !connections.isEmpty();
        if (sweeping) {
            schedule(SWEEP_INTERVAL, this::sweep);
        }
    }

    /** A selector holds on to a closed channel's file descriptor until it selects again. */
    void releaseClosed() {
        try {
            selector.selectNow(HttpLoop::dispatch);
        } catch (IOException failure) {
            log.debug("Selecting failed: {}", failure.toString());
        }
    }

    /** Runs work on a thread of its own and hands its response back on the HTTP thread. */
    void runSlowly(Callable<HttpResponse> work, Consumer<HttpResponse> respond) {
        if (slowWorkRuns) {
            respond.accept(HttpResponse.text(429, "another one is running, try again later\n"));
            return;
        }
        slowWorkRuns = true;
        Thread.ofPlatform()
                .daemon()
                .name(thread.getName() + "-slow")
                .start(() -> work(work, respond));
    }

    private void work(Callable<HttpResponse> work, Consumer<HttpResponse> respond) {
        // Also answers, and lets the next one in, if an Error ends this thread.
        HttpResponse[] response = {HttpResponse.text(500, "internal error\n")};
        try {
            response[0] = work.call();
        } catch (Exception failure) {
            log.error("Cannot make an answer", failure);
            response[0] = HttpResponse.text(500, failure + "\n");
        } finally {
            execute(
                    () -> {
                        slowWorkRuns = false;
                        respond.accept(response[0]);
                    });
        }
    }

    Connection.Limits limits() {
        return limits;
    }

    /** Empty, for one read. */
    ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    String httpDate() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    static void closeQuietly(@Nullable Closeable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (IOException ignored) {
            log.debug("Closing failed: {}", ignored.toString());
        }
    }

    /** Ends the thread and closes every port and connection. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
