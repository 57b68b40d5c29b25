package io.nftproxy.bench.soak;

import io.nftproxy.bench.lab.Network;
import io.nftproxy.bench.lab.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A UDP socket for each endpoint, which answers with its address, four bytes. Java cannot answer
 * from the address that a datagram was sent to, so there is no socket for all.
 */
final class UdpEndpoints implements AutoCloseable {
    /** The time for which an endpoint that has left still answers, to show late packets. */
    private static final long LINGER_NANOS = 60_000_000_000L;

    private record Departure(DatagramChannel channel, long at) {}

    private final Place pods;
    private final Selector selector = Selector.open();

    /** Used only by the thread that changes endpoints, like the next field. */
    private final Map<String, DatagramChannel> open = new HashMap<>();

    private final Deque<Departure> leaving = new ArrayDeque<>();

    UdpEndpoints(Place pods) throws IOException {
        this.pods = pods;
        Thread.ofPlatform().daemon().name("udp endpoints").start(this::answer);
    }

    void add(String address) throws Exception {
        DatagramChannel channel = pods.call(() -> DatagramChannel.open());
        channel.bind(new InetSocketAddress(InetAddress.ofLiteral(address), Network.PROBE_PORT));
        channel.configureBlocking(false);
        selector.wakeup();
        channel.register(selector, SelectionKey.OP_READ, InetAddress.ofLiteral(address));
        open.put(address, channel);
    }

    void remove(String address) throws IOException {
        long now = System.nanoTime();
        DatagramChannel channel = open.remove(address);
        if (channel != null) {
            leaving.add(new Departure(channel, now));
        }
        while (!leaving.isEmpty() && now - leaving.getFirst().at > LINGER_NANOS) {
            leaving.removeFirst().channel.close();
        }
    }

    private void answer() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64);
        try {
            while (true) {
                selector.select(key -> answer(key, buffer));
            }
        } catch (IOException | ClosedSelectorException _) {
            // The soak is over.
        }
    }

    private static void answer(SelectionKey key, ByteBuffer buffer) {
        try {
            DatagramChannel channel = (DatagramChannel) key.channel();
            SocketAddress client = channel.receive(buffer.clear());
            if (client != null) {
                buffer.clear().put(((InetAddress) key.attachment()).getAddress()).flip();
                channel.send(buffer, client);
            }
        } catch (IOException _) {
            // The endpoint was removed meanwhile.
        }
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel channel : open.values()) {
            channel.close();
        }
        for (Departure departure : leaving) {
            departure.channel.close();
        }
        selector.close();
    }
}
