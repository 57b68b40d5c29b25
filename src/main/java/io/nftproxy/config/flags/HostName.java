package io.nftproxy.config.flags;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The host's name as the kernel has it, without asking a resolver as Java's own way does: that can
 * take seconds and give another name.
 */
public final class HostName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** The name; empty if the kernel does not say. */
    public static String ofKernel() {
        try {
            return Files.readString(KERNEL).strip();
        } catch (IOException _) {
            return "";
        }
    }
}
