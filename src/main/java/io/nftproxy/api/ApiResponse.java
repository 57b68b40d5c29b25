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

/** An answer of the API server, its body not yet read. */
public final class ApiResponse implements AutoCloseable {
    /** Longest wait that a server can ask for; one that asks for more is not believed. */
    private static final int RETRY_AFTER_SECONDS_MAX = 120;

    private static final int INFLATED_BYTES = 1 << 14;

    private final HttpResponse<AsyncBody> response;
    private final BodyStream body;
    private final String hint;

    /**
     * @param hint for a person, about why this may be no success; may be empty
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

    /** The body of a success. */
    public InputStream body() throws IOException {
        boolean isCompressed = "gzip".equals(response.header("Content-Encoding"));
        return isCompressed ? new GZIPInputStream(body, INFLATED_BYTES) : body;
    }

    /** Waits for the body's next bytes or its end; whether there was neither for so long. */
    public boolean isQuietFor(Duration time) throws IOException {
        return body.isQuietFor(time);
    }

    /** What to throw when this was no success. */
    public ApiFailure failure() {
        return new ApiFailure(status(), StatusMessage.read(body), retryAfter(), hint);
    }

    private Duration retryAfter() {
        return Duration.ofSeconds(
                Math.clamp(seconds(response.header("Retry-After")), 0, RETRY_AFTER_SECONDS_MAX));
    }

    private static long seconds(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text.strip());
        } catch (NumberFormatException _) {
            // A date, which the API server does not send.
            return 0;
        }
    }

    /** Reads what is left and not of interest, so that the connection can be used again. */
    public void skip() throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
    }

    /** Ends the connection unless the body was read to its end. */
    @Override
    public void close() {
        body.close();
    }
}
