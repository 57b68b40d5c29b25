package io.nftproxy.scenario;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.kernel.NetworkNamespace;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Servers that answer with their own and the client's address: {@code 10.244.0.7:8080 192.168.0.2}.
 */
final class PacketServers implements Closeable {
    private static final int BACKLOG = 1000;

    private final List<Closeable> open = new ArrayList<>();

    /** Serves a TCP port on all addresses of a namespace. */
    void tcp(NetworkNamespace namespace, int port) throws IOException {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getByName("::"));
            open.add(server);
            Thread.ofVirtual().start(() -> serve(server));
        }
    }

    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                connection
                        .getOutputStream()
                        .write(
                                text(
                                        connection.getLocalAddress(),
                                        connection.getLocalPort(),
                                        connection.getInetAddress()));
            } catch (IOException e) {
                // The client has closed the connection, or the test is over.
            }
        }
    }

    /**
     * Serves a UDP port on one address: Java does not tell which address a datagram was sent to.
     */
    void udp(NetworkNamespace namespace, Endpoint endpoint) throws IOException {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            DatagramSocket server =
                    new DatagramSocket(
                            new InetSocketAddress(
                                    InetAddress.getByAddress(endpoint.address().toBytes()),
                                    endpoint.port()));
            open.add(server);
            Thread.ofVirtual().start(() -> serve(server));
        }
    }

    private static void serve(DatagramSocket server) {
        DatagramPacket packet = new DatagramPacket(new byte[64], 64);
        while (!server.isClosed()) {
            try {
                server.receive(packet);
                byte[] answer =
                        text(server.getLocalAddress(), server.getLocalPort(), packet.getAddress());
                server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                // The client is gone, or the test is over.
            }
        }
    }

    private static byte[] text(InetAddress own, int port, InetAddress client) {
        Endpoint endpoint = new Endpoint(address(own), port);
        return (endpoint + " " + address(client)).getBytes(StandardCharsets.US_ASCII);
    }

    private static IpAddress address(InetAddress address) {
        byte[] bytes = address.getAddress();
        return IpAddress.ofBytes(bytes, 0, bytes.length == 4 ? IpFamily.IPV4 : IpFamily.IPV6);
    }

    @Override
    public void close() throws IOException {
        for (Closeable server : open) {
            server.close();
        }
    }
}
