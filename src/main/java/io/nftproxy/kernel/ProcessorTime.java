package io.nftproxy.kernel;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * The processor time of the calling thread in nanoseconds, that in the kernel included: clock 3 of
 * clock_gettime(2). For one thread at a time. The JDK's own, in {@code java.management}, loads a
 * hundred classes.
 */
public final class ProcessorTime implements LongSupplier {
    private static final int TIMESPEC_BYTES = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** A struct timespec: seconds and nanoseconds, eight bytes each. */
    private final ByteBuffer timespec = LibC.buffer(TIMESPEC_BYTES);

    @Override
    public long getAsLong() {
        if (LibC.clock_gettime(LibC.CLOCK_THREAD_CPUTIME_ID, timespec) < 0) {
            throw new IllegalStateException("clock_gettime: " + Errno.name(LibC.errno()));
        }
        return timespec.getLong(0) * NANOS_PER_SECOND + timespec.getLong(Long.BYTES);
    }
}
