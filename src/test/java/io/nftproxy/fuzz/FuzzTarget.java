package io.nftproxy.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of nftproxy that reads bytes from outside the process.
 *
 * @param name {@code watch}; also the folder of its corpus in {@code src/test/resources/fuzz}
 * @param recorded seeds beside those of the folder
 * @param reader takes an input and throws only if the input shows a mistake; it catches the
 *     documented exceptions
 */
public record FuzzTarget(String name, List<byte[]> recorded, Reader reader) {
    /** Bytes that one input may allocate, whatever it says about itself. */
    private static final long ALLOCATED_MAX = 128L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The reading of one input. */
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
        // Reading for the first time may load classes, so memory counts only if it is taken again.
        if (allocated(input) > ALLOCATED_MAX && allocated(input) > ALLOCATED_MAX) {
            throw new AssertionError(
                    "%s: %d bytes of input take more than %d bytes of memory"
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
