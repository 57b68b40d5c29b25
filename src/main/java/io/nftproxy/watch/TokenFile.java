package io.nftproxy.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A token in a file that the kubelet renews long before it expires. Read again every minute; if
 * that fails the one read before is used. Thread-safe.
 */
final class TokenFile implements ApiAccess.Authorization {
    private static final long REREAD_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Path file;
    private final LongSupplier nanoTime;
    private String header = "";
    private long readNanos;

    TokenFile(Path file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized String header() throws IOException {
        if (header.isEmpty() || nanoTime.getAsLong() - readNanos >= REREAD_NANOS) {
            readNanos = nanoTime.getAsLong();
            try {
                header = "Bearer " + Files.readString(file).strip();
            } catch (IOException e) {
                if (header.isEmpty()) {
                    throw e;
                }
            }
        }
        return header;
    }
}
