package io.nftproxy.serve.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nftproxy.core.pacing.Backoff;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that is wanted: bound now, or tried again until it is bound or closed.
 *
 * <p>The wildcard address, of either family, is both families: the JDK makes one dual-stack socket
 * of it wherever the kernel has IPv6. So two wildcards, one for each family, cannot be bound apart.
 */
public final class Listener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    /** Many load balancers may probe a node in the same moment. */
    private static final int BACKLOG = 1024;

    private final HttpPorts ports;
    private final InetSocketAddress wanted;
    private final Predicate<InetAddress> serves;
    private final HttpHandler handler;
    private volatile @Nullable HttpServer server;
    private volatile boolean closed;

    /**
     * @param serves says for our address that a client connected to whether it is answered; if not,
     *     the connection is closed
     */
    Listener(
            HttpPorts ports,
            InetSocketAddress wanted,
            Predicate<InetAddress> serves,
            HttpHandler handler) {
        this.ports = ports;
        this.wanted = wanted;
        this.serves = serves;
        this.handler = handler;
    }

    /** Where it listens, with the real port if 0 was asked for; null while it does not. */
    public @Nullable InetSocketAddress boundAddress() {
        HttpServer current = server;
        return current == null ? null : current.getAddress();
    }

    /** Does nothing once it is closed: nobody would close the port then. */
    synchronized void bind() throws IOException {
        if (closed) {
            return;
        }
        HttpServer created = create();
        created.createContext("/", this::handle);
        created.setExecutor(ports.requests());
        created.start();
        server = created;
    }

    /** Where the host has no IPv6, the wildcard is that of IPv4, whichever is wanted. */
    private HttpServer create() throws IOException {
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

    void tryToBind(Backoff backoff, BindObserver observer, int attempt) {
        try {
            bind();
            if (!closed) {
                observer.bound(wanted);
            }
        } catch (IOException failure) {
            observer.bindFailed(wanted, failure, attempt);
            ports.schedule(backoff.after(attempt), () -> tryToBind(backoff, observer, attempt + 1));
        }
    }

    private void handle(HttpExchange exchange) {
        if (!serves.test(exchange.getLocalAddress().getAddress())) {
            exchange.close();
            return;
        }
        try {
            answer(exchange).send(exchange);
        } catch (IOException gone) {
            log.debug("A client of {} left: {}", wanted, gone.toString());
            exchange.close();
        }
    }

    private HttpResponse answer(HttpExchange exchange) throws IOException {
        HttpRequest request = HttpRequest.read(exchange);
        try {
            return handler.handle(request);
        } catch (RuntimeException failure) {
            log.error("Cannot answer {} {}", request.method(), request.path(), failure);
            return HttpResponse.text(500, "internal error\n");
        }
    }

    /** Stops listening and ends the connections that came through it. From any thread. */
    @Override
    public void close() {
        ports.execute(this::closeNow);
    }

    /** As {@link #close}, at once: the port is free when this returns. */
    public synchronized void closeNow() {
        closed = true;
        ports.forget(this);
        HttpServer current = server;
        server = null;
        if (current != null) {
            current.stop(0);
        }
    }
}
