package io.nftproxy.sync.localhost;

import io.nftproxy.core.model.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening port of loopback. Its connections continue after it is closed. */
final class PortListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PortListener.class);
    private static final int BACKLOG = 128;

    /** Gives a process without free file descriptors time to close some. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

    private final ServerSocket server;
    private final Backend backend;
    private final Connections connections;

    /** The connections of all ports. Connections over the limit wait in the kernel's queue. */
    static final class Connections {
        private static final int MAX = 1024;

        private final Semaphore free = new Semaphore(MAX);
        private final Set<Socket> open = ConcurrentHashMap.newKeySet();

        /** Closes all connections. */
        void close() {
            for (Socket socket : open) {
                try {
                    socket.close();
                } catch (IOException e) {
                    LOG.debug("Cannot close {}: {}", socket, e.getMessage());
                }
            }
        }
    }

    private PortListener(ServerSocket server, Backend backend, Connections connections) {
        this.server = server;
        this.backend = backend;
        this.connections = connections;
    }

    /**
     * Binds a port and starts to accept connections.
     *
     * @throws IOException if the port cannot be bound
     */
    static PortListener open(Endpoint port, Backend backend, Connections connections)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            InetAddress address = InetAddress.getByAddress(port.address().toBytes());
            server.bind(new InetSocketAddress(address, port.port()), BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        PortListener listener = new PortListener(server, backend, connections);
        Thread.ofVirtual().name("nodeport " + port).start(listener::accept);
        return listener;
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                connections.free.acquire();
                if (!acceptNext()) {
                    connections.free.release();
                    Thread.sleep(PAUSE_AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean acceptNext() {
        Socket client;
        try {
            client = server.accept();
        } catch (IOException e) {
            LOG.debug("Cannot accept a connection on {}: {}", server, e.getMessage());
            return false;
        }
        connections.open.add(client);
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                new Relay(client, backend).run();
                            } finally {
                                connections.open.remove(client);
                                connections.free.release();
                            }
                        });
        return true;
    }

    Backend backend() {
        return backend;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("Cannot close {}: {}", server, e.getMessage());
        }
    }
}
