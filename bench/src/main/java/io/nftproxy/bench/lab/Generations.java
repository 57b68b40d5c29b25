package io.nftproxy.bench.lab;

import io.nftproxy.kernel.NetlinkException;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.netlink.nftables.Generation;
import io.nftproxy.kernel.netlink.nftables.TableRequests;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees commits of others in a namespace by asking for its generation. A listener would see them
 * too, but makes them slower.
 */
public final class Generations implements AutoCloseable {
    private static final long PAUSE_NANOS = 20_000;

    private final NetlinkSocket socket = NetlinkSocket.open();
    private final TableRequests requests = new TableRequests();

    /** Of the calling thread's namespace. */
    public Generations() throws NetlinkException {}

    public int now() throws NetlinkException {
        int[] generation = new int[1];
        socket.request(requests.generation(), message -> generation[0] = Generation.of(message));
        return generation[0];
    }

    /**
     * Waits until this generation has passed.
     *
     * @return when that was seen, {@link System#nanoTime}; 0 if it was not in time
     */
    public long await(int generation, long timeoutNanos) throws NetlinkException {
        long end = System.nanoTime() + timeoutNanos;
        while (true) {
            boolean passed = now() - generation > 0;
            long at = System.nanoTime();
            if (passed) {
                return at;
            } else if (at > end) {
                return 0;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
