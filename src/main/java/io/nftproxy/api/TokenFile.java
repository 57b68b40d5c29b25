package io.nftproxy.api;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A token file that the kubelet renews before the token expires. It is reread every minute; if that
 * fails, the previous token is used. Thread-safe.
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
     * Returns the token, {@code eyJhbGci...}.
     *
     * @throws UncheckedIOException if the file has never been readable
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
