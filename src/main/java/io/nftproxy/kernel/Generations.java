package io.nftproxy.kernel;

import io.nftproxy.kernel.netlink.NlmsgError;
import io.nftproxy.kernel.netlink.nftables.Generation;
import io.nftproxy.kernel.netlink.nftables.TableRequests;
import org.jspecify.annotations.Nullable;

/**
 * The generation of a network namespace's ruleset, which counts the commits to all tables, and
 * reads of the ruleset at one generation.
 */
final class Generations {
    /** Reads that other commits interrupt, in a row; each takes less than a millisecond. */
    private static final int MAX_READS = 1000;

    private final NetlinkSocket socket;
    private final TableRequests requests = new TableRequests();

    Generations(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Several requests that read a part of the ruleset. */
    @FunctionalInterface
    interface Read<T> {
        /** Returns null if a commit interrupted a dump ({@code NLM_F_DUMP_INTR}). */
        @Nullable T read() throws NetlinkException;
    }

    /** Returns the current generation. */
    int current() throws NetlinkException {
        int[] generation = new int[1];
        socket.request(requests.generation(), message -> generation[0] = Generation.of(message));
        return generation[0];
    }

    /** Repeats a short read until no other process commits meanwhile. */
    <T> T consistent(Read<T> reading) throws NetlinkException {
        int before = current();
        for (int i = 0; i < MAX_READS; i++) {
            T read = reading.read();
            int after = current();
            if (read != null && before == after) {
                return read;
            }
            before = after;
        }
        throw incessantCommits();
    }

    /**
     * Returns the current generation once its commit has ended: the kernel raises the number first
     * and sends the notifications last.
     */
    int settled() throws NetlinkException {
        for (int i = 0; i < MAX_READS; i++) {
            int generation = current();
            if (isSettled(generation)) {
                return generation;
            }
        }
        throw incessantCommits();
    }

    private boolean isSettled(int generation) throws NetlinkException {
        BatchReplies replies =
                socket.transact(requests.emptyBatch(generation, socket.takeSequences(2)));
        for (NlmsgError reply : replies.replies()) {
            if (reply.errno() == Errno.ERESTART) {
                return false;
            }
            if (reply.errno() != 0) {
                throw new NetlinkException("the kernel rejected an empty batch", reply.errno());
            }
        }
        return replies.lost().isEmpty();
    }

    private static NetlinkException incessantCommits() {
        return new NetlinkException("other processes commit without a pause", Errno.EAGAIN);
    }
}
