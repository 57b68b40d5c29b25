package io.nftproxy.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The memory that the kernel uses itself. */
public final class KernelMemory {
    /** The kinds of memory that rules use: not the reclaimable slabs, such as those of files. */
    private static final Set<String> COUNTED = Set.of("SUnreclaim", "VmallocUsed", "Percpu");

    /** The kernel frees namespaces and rules in the background. */
    private static final long SETTLE_MILLIS = 1_000;

    private static final int SETTLE_MAX = 15;
    private static final long NOISE_BYTES = 512 * 1024;

    private KernelMemory() {}

    /**
     * Returns the bytes in slabs, in vmalloc and per CPU, once they have stayed the same for a
     * while. They are for the whole machine, so only differences have a meaning.
     */
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

    private static long bytes() throws IOException {
        long kibibytes = 0;
        for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
            if (COUNTED.contains(line.substring(0, line.indexOf(':')))) {
                kibibytes += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return kibibytes * 1024;
    }
}
