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

/** Copies between a client and an endpoint until both are done. */
final class Relay implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int BUFFER_BYTES = 8192;

    /** As long as kube-proxy waits. */
    private static final int DIAL_MILLIS = 5000;

    /** Of a large pool that is all unreachable, the client is not kept waiting for each. */
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
            LOG.debug("connection from {}: {}", client.getRemoteSocketAddress(), e.getMessage());
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
            LOG.debug("endpoint {} does not answer: {}", endpoint, e.getMessage());
            return false;
        }
    }

    /** While one side is done sending, the other may go on: its stream ends by itself. */
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
            // Nothing can be said to either side any more; closing ends the other direction.
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("cannot close {}: {}", socket, e.getMessage());
        }
    }
}
