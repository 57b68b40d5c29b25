package io.nftproxy.sync.takeover;

import io.nftproxy.kernel.NetworkNamespace;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A stream of new connections to one address, as fast as one thread can open them. */
final class ConnectionStream implements AutoCloseable {
    /** Far longer than a busy machine delays a packet, so a timeout is a failure. */
    static final int TIMEOUT_MILLIS = 20_000;

    private static final long LOOK_NANOS = 1_000_000;

    private final NetworkNamespace from;
    private final String address;
    private final int port;
    private final Thread thread;
    private final AtomicInteger made = new AtomicInteger();
    private final ConcurrentMap<String, Integer> failures = new ConcurrentSkipListMap<>();
    private volatile boolean stopped;

    ConnectionStream(NetworkNamespace from, String address, int port) {
        this.from = from;
        this.address = address;
        this.port = port;
        thread = Thread.ofPlatform().name(address + ":" + port).start(this::run);
    }

    private void run() {
        try (NetworkNamespace.Scope _ = from.enter()) {
            while (!stopped) {
                connect();
            }
        } catch (IOException e) {
            failures.merge(e.toString(), 1, Integer::sum);
        }
    }

    private void connect() {
        try (Socket connection = TestNetwork.connect(address, port)) {
            int pod = TestNetwork.ask(connection);
            if (pod < 11 || pod > 13) {
                failures.merge("answered by " + pod, 1, Integer::sum);
            }
        } catch (IOException e) {
            failures.merge(e.toString(), 1, Integer::sum);
        }
        made.incrementAndGet();
    }

    /** Waits until this many more connections were opened or failed. */
    void awaitMore(int count) {
        int goal = made.get() + count;
        while (made.get() < goal && thread.isAlive()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Ends the stream. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int made() {
        return made.get();
    }

    /** Returns the number of failures by message. */
    Map<String, Integer> failures() {
        return failures;
    }
}
