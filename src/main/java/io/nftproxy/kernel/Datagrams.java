package io.nftproxy.kernel;

import io.nftproxy.kernel.netlink.MessageReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a socket receives, without waiting for it. */
final class Datagrams {
    /** The kernel writes dumps in parts of up to 32 KiB when the receiver has room for them. */
    private static final int BYTES = 1 << 16;

    /** Room for as many datagrams at a time, each with one object: most take 100 bytes. */
    private static final int SHORT_ONES = 64;

    private static final int SHORT_BYTES = BYTES / SHORT_ONES;

    /** More interruptions in a row mean that something is badly wrong. */
    private static final int MAX_REPEATS = 1000;

    private final SocketCalls calls;
    private final ByteBuffer buffer = LibC.buffer(BYTES);
    private final int[] lengths = new int[SHORT_ONES];
    private int shortOnes;
    private int nextShortOne;

    Datagrams(SocketCalls calls) {
        this.calls = calls;
    }

    /** Receives all there is: a dump that was given up would make the kernel refuse the next. */
    void drain() {
        shortOnes = 0;
        int result = 0;
        for (int i = 0; i < MAX_REPEATS && result != -Errno.EAGAIN; i++) {
            result = calls.receive(buffer);
        }
    }

    /** The next datagram's messages; null if there is none. */
    @Nullable MessageReader next() throws ReplyLost {
        int result = -Errno.EINTR;
        for (int i = 0; i < MAX_REPEATS && result == -Errno.EINTR; i++) {
            result = calls.receive(buffer);
        }
        if (!isAny(result)) {
            return null;
        }
        check(result, BYTES);
        return new MessageReader(buffer, result);
    }

    /** As {@link #next}, where none is longer than 1 KiB and many are to come. */
    @Nullable MessageReader nextShortOne() throws ReplyLost {
        if (nextShortOne >= shortOnes && !receiveShortOnes()) {
            return null;
        }
        int at = nextShortOne++;
        check(lengths[at], SHORT_BYTES);
        return new MessageReader(buffer.slice(at * SHORT_BYTES, SHORT_BYTES), lengths[at]);
    }

    private boolean receiveShortOnes() throws ReplyLost {
        int result = -Errno.EINTR;
        for (int i = 0; i < MAX_REPEATS && result == -Errno.EINTR; i++) {
            result = calls.receive(buffer, lengths);
        }
        nextShortOne = 0;
        shortOnes = Math.max(result, 0);
        return isAny(result);
    }

    private static boolean isAny(int result) throws ReplyLost {
        if (result < 0 && result != -Errno.EAGAIN) {
            throw new ReplyLost("the kernel's answer was not received", -result);
        }
        return result >= 0;
    }

    private static void check(int length, int room) throws ReplyLost {
        if (length > room) {
            throw new ReplyLost("an answer of " + length + " bytes was cut", Errno.EMSGSIZE);
        }
    }
}
