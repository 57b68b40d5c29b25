package io.nftproxy.bench.measure;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Connections from the calling thread's namespace to one address. */
final class Connections {
    private static final int CHUNK_BYTES = 1 << 17;
    private static final long SEND_NANOS = 500_000_000;
    private static final double BITS = 8;

    private final InetSocketAddress to;

    Connections(String address, int port) {
        to = new InetSocketAddress(address, port);
    }

    /**
     * The times of connections, opened one after the other.
     *
     * @param nanosEach the time from SYN to SYN-ACK of each
     * @param perSecond connections a second, with opening and closing the socket
     */
    record Run(long[] nanosEach, double perSecond) {}

    Run open(int count) throws IOException {
        long[] nanos = new long[count];
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            try (SocketChannel socket = SocketChannel.open()) {
                // Reset at close, so that no port stays in TIME_WAIT.
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                long before = System.nanoTime();
                socket.connect(to);
                nanos[i] = System.nanoTime() - before;
            }
        }
        return new Run(nanos, count * 1e9 / (System.nanoTime() - start));
    }

    /** Returns the throughput of one connection. */
    double gigabitsPerSecond() throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        try (SocketChannel socket = SocketChannel.open(to)) {
            long sent = 0;
            long start = System.nanoTime();
            while (System.nanoTime() - start < SEND_NANOS) {
                sent += socket.write(chunk.clear());
            }
            return sent * BITS / (System.nanoTime() - start);
        }
    }
}
