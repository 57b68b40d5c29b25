package io.nftproxy.watch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer of the API server, its body not yet read. */
final class ApiResponse implements AutoCloseable {
    /** Longest wait that a server can ask for; one that asks for more is not believed. */
    private static final int RETRY_AFTER_SECONDS_MAX = 120;

    private final HttpURLConnection connection;
    private final int status;

    ApiResponse(HttpURLConnection connection, int status) {
        this.connection = connection;
        this.status = status;
    }

    int status() {
        return status;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The body of a success. */
    InputStream body() throws IOException {
        return connection.getInputStream();
    }

    /** What to throw when this was no success. */
    ApiFailure failure() {
        return new ApiFailure(status, StatusMessage.read(errorBody()), retryAfter());
    }

    private @Nullable InputStream errorBody() {
        return connection.getErrorStream();
    }

    private Duration retryAfter() {
        int seconds = connection.getHeaderFieldInt("Retry-After", 0);
        return Duration.ofSeconds(Math.clamp(seconds, 0, RETRY_AFTER_SECONDS_MAX));
    }

    /** Gives the connection back for reuse if the body was read to its end, else closes it. */
    @Override
    public void close() {
        try {
            InputStream body = isSuccess() ? connection.getInputStream() : errorBody();
            if (body != null) {
                body.close();
            }
        } catch (IOException _) {
            // It is closed all the same.
        }
    }
}
