package io.nftproxy.api;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A token in a file that the kubelet renews long before it expires. Read again every minute; if
 * that fails the one read before is used. Thread-safe.
 */
final class TokenFile implements OAuthTokenProvider {
    private static final long REREAD_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Path file;
    private final LongSupplier nanoTime;
    private String token = "";
    private long readNanos;

    TokenFile(Path file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
    }

    /**
     * {@code eyJhbGci...}.
     *
     * @throws UncheckedIOException if it could not be read even once
     */
    @Override
    public synchronized String getToken() {
        if (token.isEmpty() || nanoTime.getAsLong() - readNanos >= REREAD_NANOS) {
            readNanos = nanoTime.getAsLong();
            try {
                token = Files.readString(file).strip();
            } catch (IOException e) {
                if (token.isEmpty()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return token;
    }
}
