package io.nftproxy.kernel.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The CPUs of the node. Not those of {@link Runtime#availableProcessors}, which are fewer in a
 * container with a CPU limit: the connections that are tracked are the node's.
 */
final class CpuCount {
    private CpuCount() {}

    /**
     * Counts a list such as {@code 0-7,16}.
     *
     * @param root {@code /}
     * @return those that the JVM may use if the kernel does not tell
     */
    static int online(Path root) {
        try {
            return count(Files.readString(root.resolve("sys/devices/system/cpu/online")).strip());
        } catch (IOException | NumberFormatException unknown) {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    private static int count(String list) {
        int count = 0;
        for (String range : list.split(",")) {
            String[] ends = range.split("-");
            count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
        }
        return count;
    }
}
