package io.nftproxy.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of nftproxy that reads bytes from outside the process.
 *
 * @param name {@code watch}; also the folder of its corpus in {@code src/test/resources/fuzz}
 * @param recorded further seeds
 * @param reader catches the documented exceptions; any other exception shows a bug
 */
public record FuzzTarget(String name, List<byte[]> recorded, Reader reader) {
    /** The memory that one input may allocate, whatever lengths it claims. */
    private static final long ALLOCATED_MAX = 128L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Reads one input. */
    @FunctionalInterface
    public interface Reader {
        void read(byte[] input) throws Exception;
    }

    /** Returns a target with the seeds of its folder only. */
    public static FuzzTarget of(String name, Reader reader) {
        return new FuzzTarget(name, List.of(), reader);
    }

    /** Returns all seeds. */
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(Corpus.read(name));
        seeds.addAll(recorded);
        return seeds;
    }

    /** Reads an input; fails for an undocumented exception, and for too much memory. */
    public void run(byte[] input) {
        // The first attempt may load classes, so only a second one over the limit counts.
        if (allocated(input) > ALLOCATED_MAX && allocated(input) > ALLOCATED_MAX) {
            throw new AssertionError(
                    "%s: %d bytes of input allocate more than %d bytes of memory"
                            .formatted(name, input.length, ALLOCATED_MAX));
        }
    }

    private long allocated(byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reader.read(input);
        } catch (Exception e) {
            throw new AssertionError(name + ": undocumented exception", e);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @Override
    public String toString() {
        return name;
    }
}
