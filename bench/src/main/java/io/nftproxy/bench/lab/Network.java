package io.nftproxy.bench.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A client, our node and all pods: three namespaces in a row.
 *
 * <pre>{@code
 * client 10.192.0.2 -- node 192.168.7.1 -- pods: every address of 10.128.0.0/10
 * }</pre>
 *
 * <p>The client is a pod itself, so its connections are not masqueraded, except to nodePorts. A
 * connection to a Service that is not programmed is refused at once: its packets reach the pods'
 * namespace, where nothing listens on its port.
 */
public final class Network implements AutoCloseable {
    /** The port on which an endpoint answers each connection with its address, four bytes. */
    public static final int PROBE_PORT = 8081;

    private static final int BACKLOG = 4096;
    private static final int READ_BYTES = 1 << 17;

    private final Place client = new Place("client");
    private final Place node = new Place("node");
    private final Place pods = new Place("pods");
    private final ServerSocketChannel server;
    private final ServerSocketChannel probed;

    public Network() throws Exception {
        node.ip(
                """
                link add c0 type veth peer name eth0 netns %s
                link add p0 type veth peer name eth0 netns %s
                addr add 10.192.0.1/30 dev c0
                addr add 192.168.7.1/24 dev p0
                link set c0 up
                link set p0 up
                route add 10.128.0.0/10 via 192.168.7.2
                route add 172.16.0.0/12 via 192.168.7.2
                """
                        .formatted(client.path(), pods.path()));
        client.ip(
                """
                addr add 10.192.0.2/30 dev eth0
                link set eth0 up
                route add default via 10.192.0.1
                """);
        pods.ip(
                """
                addr add 192.168.7.2/24 dev eth0
                link set eth0 up
                route add default via 192.168.7.1
                route add local 10.128.0.0/10 dev lo
                route add local 172.16.0.0/12 dev lo
                """);
        node.call(() -> sysctl("net.ipv4.ip_forward=1"));
        // Otherwise the conntrack entry of a reset connection stays for ten seconds.
        node.call(() -> sysctl("net.netfilter.nf_conntrack_tcp_timeout_close=1"));
        client.call(() -> sysctl("net.ipv4.ip_local_port_range=1024 65535"));
        server = listen(Cluster.TARGET_PORT, Network::readToTheEnd);
        probed = listen(PROBE_PORT, Network::tellAddress);
    }

    private static Tool.Cost sysctl(String setting) throws Exception {
        return Tool.run("", "sysctl", "-qw", setting);
    }

    public Place client() {
        return client;
    }

    public Place node() {
        return node;
    }

    /** The namespace that has all addresses of pods. */
    public Place pods() {
        return pods;
    }

    /** Serves a connection to an endpoint. */
    @FunctionalInterface
    private interface Answer {
        void to(SocketChannel connection, ByteBuffer buffer) throws IOException;
    }

    private ServerSocketChannel listen(int port, Answer answer) throws Exception {
        ServerSocketChannel listener =
                pods.call(
                        () ->
                                ServerSocketChannel.open()
                                        .bind(new InetSocketAddress(port), BACKLOG));
        Thread.ofPlatform().daemon().name("server").start(() -> serve(listener, answer));
        return listener;
    }

    private static void serve(ServerSocketChannel listener, Answer answer) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        while (true) {
            try (SocketChannel connection = listener.accept()) {
                answer.to(connection, buffer);
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException _) {
                // Expected, because clients reset their connections.
            }
        }
    }

    /** Reads what a client sends until it ends the connection. */
    private static void readToTheEnd(SocketChannel connection, ByteBuffer buffer)
            throws IOException {
        int read;
        do {
            read = connection.read(buffer.clear());
        } while (read >= 0);
    }

    private static void tellAddress(SocketChannel connection, ByteBuffer buffer)
            throws IOException {
        InetSocketAddress local = (InetSocketAddress) connection.getLocalAddress();
        connection.write(buffer.clear().put(local.getAddress().getAddress()).flip());
    }

    @Override
    public void close() throws IOException {
        server.close();
        probed.close();
        client.close();
        node.close();
        pods.close();
    }
}
