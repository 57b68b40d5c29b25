package io.nftproxy.sync.takeover;

import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetworkNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A node between its pods and a client, each in a network namespace of its own.
 *
 * <pre>
 *   client 192.168.0.10 ---- 192.168.0.2 node 10.244.0.1 ---- pods 10.244.0.11 to .13, port 8080
 * </pre>
 *
 * <p>A pod answers each byte with the last byte of its address. A packet to a Service that no rule
 * translated is answered as unreachable: its connection fails at once.
 */
final class TestNetwork implements AutoCloseable {
    private static final int PORT = 8080;
    private static final int BACKLOG = 4096;

    final NetworkNamespace client = KernelTests.freshNamespace();
    private final NetworkNamespace pods = KernelTests.freshNamespace();
    private final List<Process> anchors = new ArrayList<>();
    private final ServerSocket server;

    TestNetwork(TestNode node) throws IOException {
        link(node, client, "client", "192.168.0.2/24", List.of("192.168.0.10/24"));
        link(
                node,
                pods,
                "pods",
                "10.244.0.1/24",
                List.of("10.244.0.11/24", "10.244.0.12/24", "10.244.0.13/24"));
        node.tools.run("ip", "route", "add", "default", "via", "10.244.0.11");
        new Tools(pods).run("ip", "route", "add", "unreachable", "10.96.0.0/16");
        for (Tools tools : List.of(node.tools, new Tools(pods))) {
            tools.run("sysctl", "-qw", "net.ipv4.ip_forward=1");
        }
        try (NetworkNamespace.Scope _ = pods.enter()) {
            server = new ServerSocket(PORT, BACKLOG, InetAddress.getByName("0.0.0.0"));
        }
        Thread.ofVirtual().name("pods").start(this::serve);
    }

    private void link(
            TestNode node, NetworkNamespace there, String name, String near, List<String> far)
            throws IOException {
        Process anchor;
        try (NetworkNamespace.Scope _ = there.enter()) {
            anchor = new ProcessBuilder("sleep", "infinity").start();
        }
        anchors.add(anchor);
        String pid = String.valueOf(anchor.pid());
        node.tools.run(
                "ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", pid);
        node.tools.run("ip", "address", "add", near, "dev", name);
        node.tools.run("ip", "link", "set", name, "up");
        Tools tools = new Tools(there);
        for (String address : far) {
            tools.run("ip", "address", "add", address, "dev", "eth0");
        }
        tools.run("ip", "link", "set", "eth0", "up");
        tools.run("ip", "route", "add", "default", "via", near.substring(0, near.indexOf('/')));
    }

    private void serve() {
        try {
            while (true) {
                Socket connection = server.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            }
        } catch (IOException e) {
            // The socket was closed: the test is over.
        }
    }

    private static void answer(Socket connection) {
        try (connection) {
            byte[] address = connection.getLocalAddress().getAddress();
            while (connection.getInputStream().read() >= 0) {
                connection.getOutputStream().write(address[3]);
            }
        } catch (IOException e) {
            // The client ends connections as it likes.
        }
    }

    /** Opens a connection. */
    static Socket connect(String address, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(ConnectionStream.TIMEOUT_MILLIS);
            socket.setSoLinger(true, 0);
            socket.connect(new InetSocketAddress(address, port), ConnectionStream.TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Returns the last byte of the address of the pod that answers. */
    static int ask(Socket connection) throws IOException {
        connection.getOutputStream().write(1);
        return connection.getInputStream().read();
    }

    @Override
    public void close() throws IOException {
        server.close();
        anchors.forEach(Process::destroy);
        client.close();
        pods.close();
    }
}
