package io.nftproxy.tools.demo;

import io.nftproxy.kernel.NetworkNamespace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Connections from the client's namespace, one after the other, on a thread of their own. */
final class ConnectionRun {
    /** A lost SYN is repeated after a second; what takes longer than two of them is broken. */
    private static final int TIMEOUT_MILLIS = 2500;

    /** For a run that goes on until {@link #endAfter}, or else for minutes. */
    static final int NO_LIMIT = 1_000_000;

    private final NetworkNamespace client;
    private final InetSocketAddress target;
    private final long pauseNanos;
    private final Consumer<Landing> observer;
    private final List<Landing> landings = new ArrayList<>();
    private final Thread thread;
    private int limit;
    private int started;
    private boolean ended;
    private String failure = "";

    private ConnectionRun(
            NetworkNamespace client,
            InetSocketAddress target,
            int limit,
            long pauseNanos,
            Consumer<Landing> observer) {
        this.client = client;
        this.target = target;
        this.limit = limit;
        this.pauseNanos = pauseNanos;
        this.observer = observer;
        this.thread = Thread.ofPlatform().daemon().name("client").unstarted(this::run);
    }

    /**
     * Starts to connect.
     *
     * @param count how often, unless {@link #endAfter} says otherwise
     * @param pauseNanos between two, for the eye
     * @param observer told of each on the run's thread
     */
    static ConnectionRun start(
            NetworkNamespace client,
            InetSocketAddress target,
            int count,
            long pauseNanos,
            Consumer<Landing> observer) {
        ConnectionRun run = new ConnectionRun(client, target, count, pauseNanos, observer);
        run.thread.start();
        return run;
    }

    /** Waits until so many connections were started, which means that all before are over. */
    synchronized void awaitStarted(int count) throws InterruptedException {
        while (started < count && !ended) {
            wait();
        }
    }

    /** How many were started by now. */
    synchronized int started() {
        return started;
    }

    /** Sets how many there will be. */
    synchronized void endAfter(int count) {
        limit = count;
    }

    /**
     * Waits for the end.
     *
     * @return each connection, in order
     * @throws DemoProblem if none could be made at all
     */
    List<Landing> await() throws InterruptedException, DemoProblem {
        thread.join();
        if (!failure.isEmpty()) {
            throw new DemoProblem("cannot enter the client's namespace: " + failure);
        }
        return List.copyOf(landings);
    }

    private void run() {
        try (NetworkNamespace.Scope _ = client.enter()) {
            while (next()) {
                Landing landing = connect();
                landings.add(landing);
                observer.accept(landing);
                LockSupport.parkNanos(pauseNanos);
            }
        } catch (IOException e) {
            failure = e.toString();
        } finally {
            end();
        }
    }

    private synchronized boolean next() {
        if (started >= limit) {
            return false;
        }
        started++;
        notifyAll();
        return true;
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The channel makes its socket when it is opened, so in this thread's namespace. */
    private Landing connect() {
        try (SocketChannel channel = SocketChannel.open()) {
            Socket socket = channel.socket();
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(target, TIMEOUT_MILLIS);
            byte[] answer = socket.getInputStream().readAllBytes();
            return answer.length == 0
                    ? new Landing.Failed("closed without an answer")
                    : new Landing.Reached(new String(answer, StandardCharsets.UTF_8));
        } catch (ConnectException e) {
            String why = String.valueOf(e.getMessage());
            return why.contains("refused") ? new Landing.Refused() : new Landing.Failed(why);
        } catch (IOException e) {
            return new Landing.Failed(String.valueOf(e.getMessage()));
        }
    }
}
