package io.nftproxy.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel holds for itself. */
public final class KernelMemory {
    private KernelMemory() {}

    /** Sets, and the namespaces of rounds before, are freed some time after they are gone. */
    private static final long SETTLE_MILLIS = 1_500;

    private static final int SETTLE_MAX = 20;
    private static final long NOISE_BYTES = 512 * 1024;

    /** {@link #bytes} when what is gone has been freed: when it stays the same for a while. */
    public static long settledBytes() throws IOException, InterruptedException {
        long before = bytes();
        for (int i = 0; i < SETTLE_MAX; i++) {
            Thread.sleep(SETTLE_MILLIS);
            long now = bytes();
            if (Math.abs(now - before) < NOISE_BYTES) {
                return now;
            }
            before = now;
        }
        return before;
    }

    /**
     * Slab, vmalloc and per-CPU memory in bytes, of the whole machine: only differences mean
     * anything, and only on a machine that does nothing else.
     */
    private static long bytes() throws IOException {
        long kibibytes = 0;
        for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
            if (line.startsWith("Slab:")
                    || line.startsWith("VmallocUsed:")
                    || line.startsWith("Percpu:")) {
                kibibytes += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return kibibytes * 1024;
    }
}
