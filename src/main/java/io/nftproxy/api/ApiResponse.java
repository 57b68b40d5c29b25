package io.nftproxy.api;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.nftproxy.api.decode.StatusMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** An answer of the API server whose body has not been read yet. */
public final class ApiResponse implements AutoCloseable {
    /**
     * Bounds the wait that a server, or a proxy before it, can ask for. An API server asks for a
     * few seconds; an answer with an hour must not freeze the rules for that long.
     */
    private static final int RETRY_AFTER_SECONDS_MAX = 30;

    private static final int INFLATED_BYTES = 1 << 14;

    private final HttpResponse<AsyncBody> response;
    private final BodyStream body;
    private final String hint;

    /**
     * @param hint text for the log if the status is a failure; may be empty
     */
    ApiResponse(HttpResponse<AsyncBody> response, BodyStream body, String hint) {
        this.response = response;
        this.body = body;
        this.hint = hint;
    }

    public int status() {
        return response.code();
    }

    public boolean isSuccess() {
        return response.isSuccessful();
    }

    /** Returns the body, decompressed. */
    public InputStream body() throws IOException {
        boolean isCompressed = "gzip".equals(response.header("Content-Encoding"));
        return isCompressed ? new GZIPInputStream(body, INFLATED_BYTES) : body;
    }

    /** Waits for the next bytes of the body or its end; returns true if the time passed first. */
    public boolean isQuietFor(Duration time) throws IOException {
        return body.isQuietFor(time);
    }

    /** Reads the Status in the body and returns the failure to throw. */
    public ApiFailure failure() {
        return ApiFailure.ofStatus(
                        status(),
                        StatusMessage.read(body),
                        retryAfter(response.header("Retry-After")))
                .withHint(hint);
    }

    /** Returns the wait that a header {@code Retry-After} asks for; null means no header. */
    static Duration retryAfter(@Nullable String header) {
        return Duration.ofSeconds(Math.clamp(seconds(header), 0, RETRY_AFTER_SECONDS_MAX));
    }

    private static long seconds(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text.strip());
        } catch (NumberFormatException _) {
            // The API server never sends the other form, a date.
            return 0;
        }
    }

    /** Reads and discards the rest of the body, so that the connection can be reused. */
    public void skip() throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
    }

    /** Ends the connection unless the body was read to its end. */
    @Override
    public void close() {
        body.close();
    }
}
