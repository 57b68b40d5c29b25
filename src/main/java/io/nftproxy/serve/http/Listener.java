package io.nftproxy.serve.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of one {@link HttpPort}: bound, or waiting for its next attempt, until it is closed.
 *
 * <p>The JDK makes one dual-stack socket of a wildcard address of either family wherever the kernel
 * has IPv6, so two wildcards, one for each family, cannot be bound side by side.
 */
public final class Listener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    /** The health port is open to the network; many load balancers need no more than these. */
    private static final int CONNECTIONS_MAX = 512;

    /** Events expire after an hour; a failure that lasts is reported again every half hour. */
    private static final int ATTEMPTS_BETWEEN_EVENTS = 360;

    private final HttpPorts ports;
    private final HttpPort port;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable SelectionKey bound;
    private volatile boolean closed;

    Listener(HttpPorts ports, HttpPort port) {
        this.ports = ports;
        this.port = port;
    }

    /** Returns the bound address, with the real port if 0 was asked for; null while not bound. */
    public @Nullable InetSocketAddress boundAddress() {
        SelectionKey current = bound;
        return current == null
                ? null
                : (InetSocketAddress)
                        ((ServerSocketChannel) current.channel()).socket().getLocalSocketAddress();
    }

    /** Binds the port and serves it; does nothing after {@link #closeNow}. */
    synchronized void bind() throws IOException {
        if (closed) {
            return;
        }
        bound = create();
        log.info("Serving {} on {}", port.purpose(), port.addressText());
    }

    /** On a host without IPv6, either wildcard is bound as that of IPv4. */
    private SelectionKey create() throws IOException {
        InetSocketAddress wanted = port.address();
        boolean wildcard = wanted.getAddress() != null && wanted.getAddress().isAnyLocalAddress();
        InetSocketAddress address = wildcard ? new InetSocketAddress(wanted.getPort()) : wanted;
        try {
            return ports.acceptor().bind(address, this::connected);
        } catch (UnsupportedAddressTypeException e) {
            throw new IOException("this host has no IPv6", e);
        }
    }

    /**
     * Binds the port, and schedules the next attempt if that fails.
     *
     * @param attempt 1 for the first
     */
    void bindOrRetry(int attempt) {
        try {
            bind();
        } catch (IOException failure) {
            bindFailed(failure, attempt);
            ports.schedule(ports.retry().after(attempt), () -> bindOrRetry(attempt + 1));
        }
    }

    void bindFailed(IOException cause, int attempt) {
        String failure = port.failure(cause);
        if (attempt % ATTEMPTS_BETWEEN_EVENTS == 1) {
            log.warn("{}; retrying until it can be bound", failure);
            port.bindFailed().accept(failure);
        } else {
            log.debug("{}; retrying: attempt={}", failure, attempt);
        }
    }

    private void connected(SocketChannel channel) {
        Socket socket = channel.socket();
        if (connections.size() >= CONNECTIONS_MAX
                || !port.answers().test(socket.getLocalAddress())) {
            close(socket);
            return;
        }
        connections.add(socket);
        Thread.ofVirtual().name("http-" + port.purpose()).start(() -> serve(socket));
        if (closed) {
            close(socket);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            // Head and body are sent by two calls; the second must not wait for the client's ACK.
            socket.setTcpNoDelay(true);
            Connection connection = new Connection(socket);
            Exchange exchange = connection.next();
            while (exchange != null) {
                answer(exchange);
                exchange = exchange.keepsOpen() ? connection.next() : null;
            }
        } catch (IOException gone) {
            log.debug("Client of {} left: {}", port.purpose(), gone.toString());
        } finally {
            connections.remove(socket);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            port.handler().handle(exchange);
        } catch (RuntimeException failure) {
            log.error(
                    "Cannot answer {} {}; answering 500",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    failure);
            Response.text(exchange, 500, "internal error\n");
        }
    }

    /** Closes the port and its connections soon. From any thread. */
    @Override
    public void close() {
        ports.execute(this::closeNow);
    }

    /** Closes the port and its connections; the port is free when this returns. */
    public synchronized void closeNow() {
        closed = true;
        ports.forget(this);
        SelectionKey current = bound;
        bound = null;
        if (current != null) {
            ports.acceptor().unbind(current);
        }
        connections.forEach(Listener::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("Cannot close a connection: {}", e.toString());
        }
    }
}
