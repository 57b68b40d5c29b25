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

/**
 * A series of connections from the client's namespace, on a thread of its own. The result of one is
 * the name of the pod that answered, {@link #REFUSED}, or the reason why it failed.
 */
final class ConnectionRun {
    static final String REFUSED = "refused";

    /** The count of a run that continues until {@link #endAfter}. */
    static final int NO_LIMIT = 1_000_000;

    /** A lost SYN is repeated after a second, so two losses are tolerated. */
    private static final int TIMEOUT_MILLIS = 2500;

    private final List<String> results = new ArrayList<>();
    private final Thread thread;
    private int limit;
    private int started;
    private boolean ended;
    private String failure = "";

    /**
     * Starts a run.
     *
     * @param count the number of connections, unless {@link #endAfter} changes it
     */
    ConnectionRun(NetworkNamespace client, InetSocketAddress target, int count) {
        limit = count;
        thread = Thread.ofPlatform().daemon().name("client").start(() -> run(client, target));
    }

    /** Waits until a number of connections were started, so all but the last one are over. */
    synchronized void awaitStarted(int count) throws InterruptedException {
        while (started < count && !ended) {
            wait();
        }
    }

    /** Returns the number of connections started by now. */
    synchronized int started() {
        return started;
    }

    /** Sets the number of connections after which the run ends. */
    synchronized void endAfter(int count) {
        limit = count;
    }

    /**
     * Waits for the end of the run.
     *
     * @return the result of each connection, in order
     * @throws DemoProblem if the client's namespace cannot be entered
     */
    List<String> await() throws InterruptedException, DemoProblem {
        thread.join();
        if (!failure.isEmpty()) {
            throw new DemoProblem("cannot enter the client's namespace: " + failure);
        }
        return List.copyOf(results);
    }

    private void run(NetworkNamespace client, InetSocketAddress target) {
        try (NetworkNamespace.Scope _ = client.enter()) {
            while (next()) {
                results.add(connect(target));
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

    /** Connects over a channel, whose socket is made when it is opened: in this namespace. */
    private static String connect(InetSocketAddress target) {
        try (SocketChannel channel = SocketChannel.open()) {
            Socket socket = channel.socket();
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(target, TIMEOUT_MILLIS);
            byte[] answer = socket.getInputStream().readAllBytes();
            return answer.length == 0
                    ? "closed without an answer"
                    : new String(answer, StandardCharsets.UTF_8);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            return e instanceof ConnectException && why.contains(REFUSED) ? REFUSED : why;
        }
    }
}
