package io.nftproxy.scenario;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.kernel.NetworkNamespace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends the packets of rows and returns the outcome in the words of rows. */
final class PacketClient {
    /**
     * More than a second, after which the kernel sends the next SYN: if an ICMP error arrives while
     * the socket is locked, the kernel drops it, and the next SYN causes another one.
     */
    private static final int TIMEOUT_MILLIS = 1500;

    static final String DROPPED = "dropped";
    private static final String REJECTED = "rejected";

    private final PacketNetwork network;

    PacketClient(PacketNetwork network) {
        this.network = network;
    }

    /** Returns the outcome of one new connection. */
    String send(PacketRow row) throws IOException {
        NetworkNamespace from = row.isFromThisHost() ? network.node() : network.world();
        InetSocketAddress source = new InetSocketAddress(address(row.source()), 0);
        InetSocketAddress target =
                new InetSocketAddress(address(row.target().address()), row.target().port());
        try (NetworkNamespace.Scope _ = from.enter()) {
            return outcome(
                    row,
                    switch (row.protocol()) {
                        case TCP -> tcp(source, target);
                        case UDP -> udp(source, target);
                        case SCTP -> throw new IllegalArgumentException("SCTP has no sockets here");
                    });
        } catch (ConnectException | PortUnreachableException e) {
            return REJECTED;
        } catch (SocketTimeoutException e) {
            return DROPPED;
        } catch (IOException e) {
            // The host itself dropped the packet.
            return String.valueOf(e.getMessage()).contains("not permitted") ? DROPPED : fail(e);
        }
    }

    private static String fail(IOException e) throws IOException {
        throw e;
    }

    private static String tcp(InetSocketAddress source, InetSocketAddress target)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.bind(source);
            socket.connect(target, TIMEOUT_MILLIS);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static String udp(InetSocketAddress source, InetSocketAddress target)
            throws IOException {
        try (DatagramSocket socket = new DatagramSocket(source)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(target);
            socket.send(new DatagramPacket(new byte[] {1}, 1));
            DatagramPacket answer = new DatagramPacket(new byte[128], 128);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
        }
    }

    private static String outcome(PacketRow row, String answer) {
        String[] words = answer.split(" ");
        return words[0]
                + (words[0].equals(row.target().toString()) ? " untranslated" : "")
                + (words[1].equals(row.source().toString()) ? "" : " masqueraded");
    }

    private static InetAddress address(IpAddress address) throws IOException {
        return InetAddress.getByAddress(address.toBytes());
    }
}
