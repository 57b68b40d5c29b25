package io.nftproxy.serve.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.UnsupportedAddressTypeException;
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

    /** Connections not yet accepted: many load balancers may probe a node at once. */
    private static final int BACKLOG = 1024;

    /** Events expire after an hour; a failure that lasts is reported again every half hour. */
    private static final int ATTEMPTS_BETWEEN_EVENTS = 360;

    private final HttpPorts ports;
    private final HttpPort port;
    private volatile @Nullable HttpServer server;
    private volatile boolean closed;

    Listener(HttpPorts ports, HttpPort port) {
        this.ports = ports;
        this.port = port;
    }

    /** Returns the bound address, with the real port if 0 was asked for; null while not bound. */
    public @Nullable InetSocketAddress boundAddress() {
        HttpServer current = server;
        return current == null ? null : current.getAddress();
    }

    /** Binds the port and serves it; does nothing after {@link #close}. */
    synchronized void bind() throws IOException {
        if (closed) {
            return;
        }
        HttpServer created = create();
        created.createContext("/", this::handle);
        created.setExecutor(ports.requests());
        created.start();
        server = created;
        log.info("Serving {} on {}", port.purpose(), port.addressText());
    }

    /** Creates the server. Without IPv6, either wildcard is bound as that of IPv4. */
    private HttpServer create() throws IOException {
        InetSocketAddress wanted = port.address();
        boolean wildcard = wanted.getAddress() != null && wanted.getAddress().isAnyLocalAddress();
        InetSocketAddress address = wildcard ? new InetSocketAddress(wanted.getPort()) : wanted;
        try {
            return HttpServer.create(address, BACKLOG);
        } catch (SocketException e) {
            throw e.getCause() instanceof UnsupportedAddressTypeException
                    ? new IOException("this host has no IPv6", e)
                    : e;
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

    private void handle(HttpExchange exchange) {
        if (!port.answers().test(exchange.getLocalAddress().getAddress())) {
            exchange.close();
            return;
        }
        try {
            answer(exchange);
        } catch (IOException gone) {
            log.debug("Client of {} left: {}", port.purpose(), gone.toString());
            exchange.close();
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

    /** Closes the port and its connections; the port is free when this returns. */
    @Override
    public synchronized void close() {
        closed = true;
        ports.forget(this);
        HttpServer current = server;
        server = null;
        if (current != null) {
            current.stop(0);
        }
    }
}
