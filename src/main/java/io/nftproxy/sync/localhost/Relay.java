package io.nftproxy.sync.localhost;

import io.nftproxy.core.model.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of a client, copied to an endpoint and back until both sides end. */
final class Relay implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int BUFFER_BYTES = 8192;

    /** As in kube-proxy. */
    private static final int DIAL_MILLIS = 5000;

    /** Limits the wait of a client for a large pool of unreachable endpoints. */
    private static final int MAX_DIALS = 3;

    private final Socket client;
    private final Backend backend;

    Relay(Socket client, Backend backend) {
        this.client = client;
        this.backend = backend;
    }

    @Override
    public void run() {
        try (client) {
            List<Endpoint> candidates = backend.candidates(System.nanoTime());
            for (Endpoint endpoint : candidates.subList(0, dials(candidates))) {
                try (Socket server = new Socket()) {
                    if (dial(server, endpoint)) {
                        backend.connected(endpoint, System.nanoTime());
                        copyBothWays(server);
                        return;
                    }
                }
            }
        } catch (IOException e) {
            LOG.debug(
                    "Connection from {} failed: {}",
                    client.getRemoteSocketAddress(),
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int dials(List<Endpoint> candidates) {
        return Math.min(MAX_DIALS, candidates.size());
    }

    private static boolean dial(Socket server, Endpoint endpoint) throws IOException {
        InetAddress address = InetAddress.getByAddress(endpoint.address().toBytes());
        try {
            server.connect(new InetSocketAddress(address, endpoint.port()), DIAL_MILLIS);
            return true;
        } catch (IOException e) {
            LOG.debug("Cannot connect to endpoint {}: {}", endpoint, e.getMessage());
            return false;
        }
    }

    /** Copies both directions, which end independently. */
    private void copyBothWays(Socket server) throws IOException, InterruptedException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        client.setKeepAlive(true);
        server.setKeepAlive(true);
        Thread answers = Thread.ofVirtual().start(() -> copy(server, client));
        copy(client, server);
        answers.join();
    }

    private static void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // Closing both sockets ends the other direction too.
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Cannot close {}: {}", socket, e.getMessage());
        }
    }
}
