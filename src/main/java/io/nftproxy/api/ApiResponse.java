package io.nftproxy.api;

import io.nftproxy.api.decode.StatusMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/** An answer of the API server whose body has not been read yet. */
public final class ApiResponse implements AutoCloseable {
    /** Bounds the wait that a server can ask for. */
    private static final int RETRY_AFTER_SECONDS_MAX = 120;

    private static final int INFLATED_BYTES = 1 << 14;

    private final ApiConnection.Head head;
    private final BodyStream body;
    private final String hint;

    /**
     * @param hint text for the log if the status is a failure; may be empty
     */
    ApiResponse(ApiConnection.Head head, BodyStream body, String hint) {
        this.head = head;
        this.body = body;
        this.hint = hint;
    }

    public int status() {
        return head.status();
    }

    public boolean isSuccess() {
        return head.status() / 100 == 2;
    }

    /** Returns the body, decompressed. */
    public InputStream body() throws IOException {
        boolean isCompressed = "gzip".equals(head.header("content-encoding"));
        return isCompressed ? new GZIPInputStream(body, INFLATED_BYTES) : body;
    }

    /** Waits for the next bytes of the body or its end; returns true if the time passed first. */
    public boolean isQuietFor(Duration time) throws IOException {
        return body.isQuietFor(time);
    }

    /** Reads the Status in the body and returns the failure to throw. */
    public ApiFailure failure() {
        return ApiFailure.ofStatus(status(), StatusMessage.read(body), retryAfter()).withHint(hint);
    }

    private Duration retryAfter() {
        return Duration.ofSeconds(
                Math.clamp(seconds(head.header("retry-after")), 0, RETRY_AFTER_SECONDS_MAX));
    }

    private static long seconds(String text) {
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
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
