package io.nftproxy.bench.soak;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Opens connections to all traffic Services at a steady rate, from one place. */
final class Client implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int IPV4_BYTES = 4;
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 60_000;

    private final Source source;
    private final boolean isUdp;
    private final Ledger ledger;
    private final Tally tally;
    private final long intervalNanos;
    private final Random random;
    private final Thread thread;
    private volatile boolean over;

    /** The last source port; used by its thread only. */
    private int port = FIRST_PORT;

    /** Starts it. */
    Client(SoakNetwork network, Source source, boolean isUdp, Ledger ledger, int perSecond)
            throws Exception {
        this.source = source;
        this.isUdp = isUdp;
        this.ledger = ledger;
        this.tally = new Tally((isUdp ? "UDP" : "TCP") + " from " + source);
        this.intervalNanos = 1_000_000_000L / perSecond;
        this.random = new Random(source.ordinal() * 2L + (isUdp ? 1 : 0));
        // A new thread is in the namespace of the thread that starts it.
        this.thread =
                network.place(source)
                        .call(() -> Thread.ofPlatform().daemon().name("client").start(this::run));
    }

    Tally tally() {
        return tally;
    }

    private void run() {
        long next = System.nanoTime();
        while (!over) {
            connect(random.nextInt(TrafficServices.COUNT));
            next += intervalNanos;
            long now = System.nanoTime();
            if (next > now) {
                LockSupport.parkNanos(next - now);
            } else {
                // Connections that were missed are not opened later.
                next = now;
            }
        }
    }

    private void connect(int service) {
        InetSocketAddress to = TrafficServices.address(service, source);
        long begin = System.nanoTime();
        try {
            InetAddress answering = isUdp ? udp(to) : tcp(to);
            long nanos = System.nanoTime() - begin;
            Ledger.Verdict verdict =
                    ledger.judge(
                            service, TrafficServices.policy(service, source), answering, begin);
            tally.answered(nanos);
            if (verdict != Ledger.Verdict.RIGHT) {
                tally.wrong(verdict + " " + describe(service, answering.getHostAddress()));
            }
        } catch (IOException e) {
            long millis = (System.nanoTime() - begin) / 1_000_000;
            tally.failed("failed " + describe(service, e + " after " + millis + " ms"));
        }
    }

    private String describe(int service, String what) {
        return "traffic-" + service + ": " + what + (ledger.isDown() ? ", no proxy" : "");
    }

    private static InetAddress tcp(InetSocketAddress to) throws IOException {
        try (Socket socket = new Socket()) {
            // Reset at close, so that no port stays in TIME_WAIT.
            socket.setSoLinger(true, 0);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(to, TIMEOUT_MILLIS);
            byte[] address = socket.getInputStream().readNBytes(IPV4_BYTES);
            if (address.length < IPV4_BYTES) {
                throw new IOException("ended without an answer");
            }
            return InetAddress.getByAddress(address);
        }
    }

    private InetAddress udp(InetSocketAddress to) throws IOException {
        try (DatagramSocket socket = fromNextPort()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(to);
            socket.send(new DatagramPacket(new byte[IPV4_BYTES], IPV4_BYTES));
            DatagramPacket answer = new DatagramPacket(new byte[IPV4_BYTES], IPV4_BYTES);
            socket.receive(answer);
            return InetAddress.getByAddress(answer.getData());
        }
    }

    /**
     * Binds to the next port. With a random port, a datagram might belong to a flow that conntrack
     * still has, which stays on its terminating endpoint.
     */
    private DatagramSocket fromNextPort() throws IOException {
        while (true) {
            port = port < LAST_PORT ? port + 1 : FIRST_PORT;
            try {
                return new DatagramSocket(port);
            } catch (BindException _) {
                // Another program has the port.
            }
        }
    }

    /** Waits for the connection that is open. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        LockSupport.unpark(thread);
        thread.join();
    }
}
