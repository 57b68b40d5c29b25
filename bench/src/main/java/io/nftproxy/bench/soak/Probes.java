package io.nftproxy.bench.soak;

import io.nftproxy.bench.lab.ApiCluster;
import io.nftproxy.bench.lab.Cluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The time from a change in the API server to the first connection that reaches the new endpoint:
 * the only endpoint of {@code bench/probe} is replaced, and the client connects again and again.
 */
final class Probes {
    private static final InetSocketAddress SERVICE =
            new InetSocketAddress(InetAddress.ofLiteral(Cluster.PROBE_IP), Cluster.PORT);
    private static final long PAUSE_NANOS = 200_000L;

    private final SoakNetwork network;
    private final ApiCluster api;
    private final Ledger ledger;
    private final Tally tally = new Tally("TCP to bench/probe");
    private final List<Latency> latencies = new ArrayList<>();
    private int endpoints;

    /**
     * The latency of a change.
     *
     * @param at the {@link System#nanoTime} of the change
     * @param undisturbed whether the proxy ran all the time
     */
    record Latency(long at, double millis, boolean undisturbed) {}

    Probes(SoakNetwork network, ApiCluster api, Ledger ledger) {
        this.network = network;
        this.api = api;
        this.ledger = ledger;
        api.putProbe(newEndpoint());
    }

    Tally tally() {
        return tally;
    }

    synchronized List<Latency> latencies() {
        return List.copyOf(latencies);
    }

    private String newEndpoint() {
        endpoints++;
        return "10.%d.%d.%d"
                .formatted(168 + endpoints / 62_500, endpoints / 250 % 250, 1 + endpoints % 250);
    }

    /** Replaces the endpoint and waits until a connection reaches the new one. */
    void once() throws Exception {
        String endpoint = newEndpoint();
        boolean wasDown = ledger.isDown();
        long before = System.nanoTime();
        api.putProbeSlice(endpoint);
        network.place(Source.POD).call(() -> await(endpoint));
        long nanos = System.nanoTime() - before;
        boolean undisturbed = !wasDown && !ledger.wasDownSince(before);
        synchronized (this) {
            latencies.add(new Latency(before, nanos / 1e6, undisturbed));
        }
    }

    private boolean await(String endpoint) throws InterruptedException {
        long begin = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            long start = System.nanoTime();
            String answering = answering();
            if (!answering.isEmpty()) {
                tally.answered(System.nanoTime() - start);
            }
            if (answering.equals(endpoint)) {
                return true;
            }
            if (ledger.isOverdue(begin)) {
                tally.wrong("still " + answering + " and not " + endpoint);
                return false;
            }
            Thread.sleep(0, (int) PAUSE_NANOS);
        }
        return false;
    }

    /** Returns the address of the endpoint that answers, empty if none does. */
    private String answering() {
        try (SocketChannel socket = SocketChannel.open()) {
            // Reset at close, so that no port stays in TIME_WAIT.
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            socket.connect(SERVICE);
            ByteBuffer address = ByteBuffer.allocate(Integer.BYTES);
            while (address.hasRemaining() && socket.read(address) >= 0) {
                // Reads until all four bytes have arrived.
            }
            return InetAddress.getByAddress(address.array()).getHostAddress();
        } catch (IOException e) {
            tally.failed("failed: " + e);
            return "";
        }
    }
}
