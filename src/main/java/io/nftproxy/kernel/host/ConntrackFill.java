package io.nftproxy.kernel.host;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The number of conntrack entries of this network namespace, and how many there may be. */
public record ConntrackFill(long entries, long max) {
    private static final Path SYSCTLS = Path.of("/proc/sys/net/netfilter");

    /** Reads the numbers; null if conntrack is not loaded. */
    public static @Nullable ConntrackFill read() {
        try {
            return new ConntrackFill(
                    NumberFile.read(SYSCTLS.resolve("nf_conntrack_count")),
                    NumberFile.read(SYSCTLS.resolve("nf_conntrack_max")));
        } catch (IOException | NumberFormatException _) {
            return null;
        }
    }
}
