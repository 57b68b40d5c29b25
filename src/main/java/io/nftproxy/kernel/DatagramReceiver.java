package io.nftproxy.kernel;

import io.nftproxy.kernel.netlink.MessageReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Receives the datagrams of a netlink socket without blocking. */
final class DatagramReceiver {
    /** The kernel sends a dump in datagrams of up to 32 KiB if the receive buffer is that large. */
    private static final int BYTES = 1 << 16;

    /** Datagrams of one object received by one {@code recvmmsg}; most are about 100 bytes long. */
    private static final int SMALL_PARTS = 64;

    private static final int SMALL_BYTES = BYTES / SMALL_PARTS;

    /** Interrupted calls ({@code EINTR}) in a row before giving up. */
    private static final int MAX_REPEATS = 1000;

    /**
     * Datagrams of one reply, of up to 32 KiB each. A dump of ten million elements has fewer; one
     * with more does not end.
     */
    private static final int MAX_DATAGRAMS = 1 << 17;

    private final SocketCalls calls;
    private final ByteBuffer buffer = LibC.buffer(BYTES);
    private final int[] lengths = new int[SMALL_PARTS];
    private int smallCount;
    private int nextSmall;
    private int datagrams;

    DatagramReceiver(SocketCalls calls) {
        this.calls = calls;
    }

    /** Discards everything queued: an unfinished dump would make the kernel reject the next one. */
    void drain() {
        smallCount = 0;
        datagrams = 0;
        int result = 0;
        for (int i = 0; i < MAX_REPEATS && result != -Errno.EAGAIN; i++) {
            result = calls.receive(buffer);
        }
    }

    /** Returns the messages of the next datagram; null if none is queued. */
    @Nullable MessageReader next() throws IncompleteReply {
        int result = -Errno.EINTR;
        for (int i = 0; i < MAX_REPEATS && result == -Errno.EINTR; i++) {
            result = calls.receive(buffer);
        }
        if (!isAny(result)) {
            return null;
        }
        check(result, BYTES);
        count(1);
        return new MessageReader(buffer, result);
    }

    /**
     * Returns the same as {@link #next}, faster, if many datagrams of at most 1 KiB are expected.
     */
    @Nullable MessageReader receiveSmall() throws IncompleteReply {
        if (nextSmall >= smallCount && !fillSmall()) {
            return null;
        }
        int at = nextSmall++;
        check(lengths[at], SMALL_BYTES);
        return new MessageReader(buffer.slice(at * SMALL_BYTES, SMALL_BYTES), lengths[at]);
    }

    private boolean fillSmall() throws IncompleteReply {
        int result = -Errno.EINTR;
        for (int i = 0; i < MAX_REPEATS && result == -Errno.EINTR; i++) {
            result = calls.receive(buffer, lengths);
        }
        nextSmall = 0;
        smallCount = Math.max(result, 0);
        count(smallCount);
        return isAny(result);
    }

    private void count(int received) throws IncompleteReply {
        datagrams += received;
        if (datagrams > MAX_DATAGRAMS) {
            throw new IncompleteReply(
                    "the kernel's reply does not end after " + MAX_DATAGRAMS + " datagrams",
                    Errno.EMSGSIZE);
        }
    }

    private static boolean isAny(int result) throws IncompleteReply {
        if (result < 0 && result != -Errno.EAGAIN) {
            throw new IncompleteReply("cannot receive the kernel's reply", -result);
        }
        return result >= 0;
    }

    private static void check(int length, int room) throws IncompleteReply {
        if (length > room) {
            throw new IncompleteReply(
                    "a reply of " + length + " bytes was truncated", Errno.EMSGSIZE);
        }
    }
}
