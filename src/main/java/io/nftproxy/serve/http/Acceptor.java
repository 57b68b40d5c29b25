package io.nftproxy.serve.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that accepts the connections of all ports. It sleeps until one arrives, where the
 * server of the JDK takes three threads for each port, two of which wake up every second.
 */
final class Acceptor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Acceptor.class);

    /** Many load balancers may probe a node at the same moment. */
    private static final int BACKLOG = 1024;

    /** The pause after a failed accept: without a free descriptor the next one fails too. */
    private static final long PAUSE_MILLIS = 100;

    /** Keeps the thread out of the selector while another thread changes its keys. */
    private final Object gate = new Object();

    private @Nullable Selector selector;
    private boolean closed;

    /**
     * Binds a port.
     *
     * @param connected receives each connection, on the accepting thread
     */
    SelectionKey bind(InetSocketAddress address, Consumer<SocketChannel> connected)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, BACKLOG);
            channel.configureBlocking(false);
            synchronized (gate) {
                Selector current = started();
                current.wakeup();
                return channel.register(current, SelectionKey.OP_ACCEPT, connected);
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private Selector started() throws IOException {
        if (closed) {
            throw new IOException("all ports are closed");
        }
        Selector current = selector;
        if (current == null) {
            Selector created = Selector.open();
            selector = created;
            Thread.ofPlatform().daemon().name("http").start(() -> run(created));
            current = created;
        }
        return current;
    }

    /** Closes a port; it is free when this returns. */
    void unbind(SelectionKey key) {
        synchronized (gate) {
            try {
                key.channel().close();
                if (key.selector().isOpen()) {
                    // The selector closes the socket once it has removed the key.
                    key.selector().wakeup();
                    key.selector().selectNow();
                }
            } catch (IOException e) {
                log.debug("Cannot close a port: {}", e.toString());
            }
        }
    }

    private void run(Selector from) {
        try {
            while (from.isOpen()) {
                from.select();
                synchronized (gate) {
                    accept(from);
                }
            }
        } catch (IOException e) {
            log.error("Cannot accept connections: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void accept(Selector from) throws InterruptedException {
        if (!from.isOpen()) {
            return;
        }
        for (SelectionKey key : from.selectedKeys()) {
            try {
                accept(key);
            } catch (IOException e) {
                if (key.isValid()) {
                    log.warn("Cannot accept a connection: {}; retrying", e.getMessage());
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        }
        from.selectedKeys().clear();
    }

    @SuppressWarnings("unchecked")
    private static void accept(SelectionKey key) throws IOException {
        SocketChannel client = ((ServerSocketChannel) key.channel()).accept();
        if (client != null) {
            ((Consumer<SocketChannel>) key.attachment()).accept(client);
        }
    }

    /** Ends the thread. The ports are closed before. */
    @Override
    public void close() {
        synchronized (gate) {
            closed = true;
            if (selector != null) {
                try {
                    selector.close();
                } catch (IOException e) {
                    log.debug("Cannot close the selector: {}", e.toString());
                }
            }
        }
    }
}
