package io.nftproxy.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What the kernel holds for itself. */
public final class KernelMemory {
    /** Where rules are: not in slabs that shrink when memory is short, such as those of files. */
    private static final Set<String> COUNTED = Set.of("SUnreclaim", "VmallocUsed", "Percpu");

    /** The kernel frees a namespace, and what was in use by readers, from its work queues. */
    private static final long SETTLE_MILLIS = 1_000;

    private static final int SETTLE_MAX = 15;
    private static final long NOISE_BYTES = 512 * 1024;

    private KernelMemory() {}

    /**
     * Bytes in slabs, in vmalloc and per processor, when they have stayed the same for a while.
     * They are of the whole machine: only differences mean anything.
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
