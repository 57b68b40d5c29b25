package io.nftproxy.tools.demo;

import io.nftproxy.kernel.NetworkNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A pod with a server that answers each connection with the pod's name. Used by one thread. */
final class Pod {
    static final int PORT = 8080;

    private final String name;
    private final String address;
    private final NetworkNamespace namespace;
    private @Nullable ServerSocketChannel server;

    /**
     * Makes a pod without starting its server.
     *
     * @param address the address of its interface, {@code 10.244.0.11}
     */
    Pod(String name, String address, NetworkNamespace namespace) {
        this.name = name;
        this.address = address;
        this.namespace = namespace;
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    /** Starts the server unless it is running. */
    void start() throws DemoProblem {
        if (server != null) {
            return;
        }
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            ServerSocketChannel opened = ServerSocketChannel.open();
            opened.bind(new InetSocketAddress(PORT));
            server = opened;
        } catch (IOException e) {
            throw new DemoProblem("cannot start " + name + ": " + e.getMessage());
        }
        ServerSocketChannel started = server;
        Thread.ofPlatform().daemon().name(name).start(() -> serve(started));
    }

    private void serve(ServerSocketChannel listening) {
        byte[] answer = name.getBytes(StandardCharsets.UTF_8);
        while (listening.isOpen()) {
            try (SocketChannel connection = listening.accept()) {
                connection.write(ByteBuffer.wrap(answer));
            } catch (IOException _) {
                // The client gave up, or the server was closed, which ends the loop.
            }
        }
    }

    /** Stops the server if it is running; connections are refused then. */
    void stop() throws DemoProblem {
        if (server == null) {
            return;
        }
        try {
            server.close();
            server = null;
        } catch (IOException e) {
            throw new DemoProblem("cannot stop " + name + ": " + e.getMessage());
        }
    }
}
