package io.nftproxy.config.flags;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The host name of the kernel. Java's own way asks a resolver, which can take seconds and give
 * another name.
 */
public final class HostName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** Returns the name; empty if it cannot be read. */
    public static String ofKernel() {
        try {
            return Files.readString(KERNEL).strip();
        } catch (IOException _) {
            return "";
        }
    }
}
