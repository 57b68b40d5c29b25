package io.nftproxy.bench.lab;

import io.nftproxy.kernel.NetlinkException;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.netlink.nftables.Generation;
import io.nftproxy.kernel.netlink.nftables.TableRequests;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices commits in a namespace by polling its generation. A listener for notifications would make
 * the commits slower.
 */
public final class Generations implements AutoCloseable {
    private static final long PAUSE_NANOS = 20_000;

    private final NetlinkSocket socket = NetlinkSocket.open();
    private final TableRequests requests = new TableRequests();

    /** Opens the calling thread's namespace. */
    public Generations() throws NetlinkException {}

    public int now() throws NetlinkException {
        int[] generation = new int[1];
        socket.request(requests.generation(), message -> generation[0] = Generation.of(message));
        return generation[0];
    }

    /**
     * Waits until this generation has passed.
     *
     * @return the {@link System#nanoTime} of that; 0 after the timeout
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
