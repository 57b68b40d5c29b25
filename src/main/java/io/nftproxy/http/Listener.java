package io.nftproxy.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that is wanted: bound now, or tried again until it is bound or closed.
 *
 * <p>The wildcard address, of either family, is both families: the JDK makes one dual-stack socket
 * of it wherever the kernel has IPv6. So two wildcards, one for each family, cannot be bound apart.
 */
public final class Listener implements AutoCloseable, Ready {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    /** Without file descriptors an accept fails at once, again and again. */
    private static final Duration ACCEPT_PAUSE = Duration.ofSeconds(1);

    /** Many load balancers may probe a node in the same moment. */
    private static final int BACKLOG = 1024;

    /** So that one busy port does not hold up the others. */
    private static final int ACCEPTED_AT_ONCE_MAX = 64;

    private final HttpLoop loop;
    private final InetSocketAddress wanted;
    private final Acceptor acceptor;

    // Owned by the HTTP thread.
    private final Set<Connection> connections = new LinkedHashSet<>();
    private @Nullable ServerSocketChannel channel;
    private boolean closed;

    private volatile @Nullable InetSocketAddress bound;

    Listener(HttpLoop loop, InetSocketAddress wanted, Acceptor acceptor) {
        this.loop = loop;
        this.wanted = wanted;
        this.acceptor = acceptor;
    }

    /** Where it listens, with the real port if 0 was asked for; null while it does not. */
    public @Nullable InetSocketAddress boundAddress() {
        return bound;
    }

    /** Stops listening and ends the connections that came through it. From any thread. */
    @Override
    public void close() {
        loop.execute(this::closeNow);
    }

    /** As {@link #close}, at once: the port is free when this returns. In a task of the loop. */
    public void closeNow() {
        closed = true;
        bound = null;
        HttpLoop.closeQuietly(channel);
        loop.releaseClosed();
        for (Connection connection : Set.copyOf(connections)) {
            connection.close();
        }
    }

    /** Binds in the caller's thread. */
    static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(address, BACKLOG);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    void serve(ServerSocketChannel open) throws IOException {
        if (closed) {
            open.close();
            return;
        }
        loop.register(open, SelectionKey.OP_ACCEPT, this);
        channel = open;
        bound = (InetSocketAddress) open.getLocalAddress();
    }

    void tryToBind(Backoff backoff, BindObserver observer, int attempt) {
        if (closed) {
            return;
        }
        try {
            serve(bind(wanted));
            observer.bound(wanted);
        } catch (IOException failure) {
            observer.bindFailed(wanted, failure, attempt);
            loop.schedule(backoff.after(attempt), () -> tryToBind(backoff, observer, attempt + 1));
        }
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            ServerSocketChannel server = (ServerSocketChannel) key.channel();
            for (int accepted = 0; accepted < ACCEPTED_AT_ONCE_MAX; accepted++) {
                SocketChannel client = server.accept();
                if (client == null) {
                    return;
                }
                take(client);
            }
        } catch (IOException failure) {
            log.warn("Cannot accept on {}: {}", wanted, failure.toString());
            key.interestOps(0);
            loop.schedule(ACCEPT_PAUSE, () -> resume(key));
        }
    }

    private static void resume(SelectionKey key) {
        if (key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void take(SocketChannel client) {
        try {
            HttpHandler handler =
                    acceptor.handlerFor(
                            ((InetSocketAddress) client.getLocalAddress()).getAddress());
            if (handler == null) {
                client.close();
                return;
            }
            client.configureBlocking(false);
            connections.add(loop.serve(client, handler, connections::remove));
        } catch (IOException gone) {
            log.debug("A client of {} left at once: {}", wanted, gone.toString());
            HttpLoop.closeQuietly(client);
        }
    }
}
