package io.nftproxy.kernel.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A number in a file of {@code /proc/sys}. */
final class NumberFile {
    private static final int BYTES_MAX = 64;

    private NumberFile() {}

    /**
     * Reads the number in one call: the kernel answers a read at offset 0 and nothing after it, and
     * {@link Files#readString} begins with a read of one byte.
     */
    static long read(Path file) throws IOException {
        byte[] text = new byte[BYTES_MAX];
        try (InputStream in = Files.newInputStream(file)) {
            int length = Math.max(0, in.read(text));
            return Long.parseLong(new String(text, 0, length, StandardCharsets.US_ASCII).strip());
        }
    }
}
