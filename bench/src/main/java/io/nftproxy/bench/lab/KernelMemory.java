package io.nftproxy.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel holds for itself. */
public final class KernelMemory {
    private KernelMemory() {}

    /**
     * Slab, vmalloc and per-CPU memory in bytes, of the whole machine: only differences mean
     * anything, and only on a machine that does nothing else.
     */
    public static long bytes() throws IOException {
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
