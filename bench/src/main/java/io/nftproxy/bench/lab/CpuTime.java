package io.nftproxy.bench.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** CPU time to the microsecond, by {@code getrusage(2)}. */
public record CpuTime(long userNanos, long systemNanos) {
    private static final int RUSAGE_CHILDREN = -1;
    private static final int RUSAGE_BYTES = 144;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle GETRUSAGE =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("getrusage"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    /** Returns the time of the children of this process that have ended. */
    public static CpuTime ofChildren() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment usage = arena.allocate(RUSAGE_BYTES, 8);
            int failed = (int) GETRUSAGE.invokeExact(RUSAGE_CHILDREN, usage);
            if (failed != 0) {
                throw new IllegalStateException("getrusage failed");
            }
            return new CpuTime(nanos(usage, 0), nanos(usage, 16));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code struct timeval}: seconds and microseconds, each a long. */
    private static long nanos(MemorySegment usage, long offset) {
        return usage.get(ValueLayout.JAVA_LONG, offset) * 1_000_000_000
                + usage.get(ValueLayout.JAVA_LONG, offset + 8) * 1_000;
    }
}
