package io.nftproxy.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import java.util.List;

/** Requests to the API server, under the names of Kubernetes' Go client. */
public final class ApiClientMetrics {
    private final Meters meters;
    private final Histogram duration;
    private final Histogram requestSize;
    private final Histogram responseSize;
    private final Histogram rateLimited;

    ApiClientMetrics(Meters meters) {
        this.meters = meters;
        duration =
                histogram(
                        "request_duration_seconds",
                        "Time until the response's headers were there",
                        Buckets.REQUEST_SECONDS);
        requestSize =
                histogram("request_size_bytes", "Size of requests' bodies", Buckets.REQUEST_BYTES);
        responseSize =
                histogram(
                        "response_size_bytes",
                        "Size of responses' bodies, those of watches left out",
                        Buckets.REQUEST_BYTES);
        rateLimited =
                histogram(
                        "rate_limiter_duration_seconds",
                        "Time that requests were held back by the client's rate limit",
                        Buckets.REQUEST_SECONDS);
    }

    private Histogram histogram(String name, String help, List<Double> bounds) {
        return meters.histogram("rest_client_" + name, "[ALPHA] " + help, bounds, "host", "verb");
    }

    /**
     * A request was answered, or failed. From any thread.
     *
     * @param method for example {@code GET}
     * @param host of the API server with its port, for example {@code 10.96.0.1:443}
     * @param statusCode 0 if there was no response
     * @param requestBytes of the body; 0 if there was none
     */
    public void requested(
            String method, String host, int statusCode, long durationNanos, long requestBytes) {
        duration.labelValues(host, method).observe(durationNanos / 1e9);
        requestSize.labelValues(host, method).observe((double) requestBytes);
        meters.counter(
                        "rest_client_requests_total",
                        "[ALPHA] Requests by status code; the code is <error> without a response",
                        "code",
                        code(statusCode),
                        "host",
                        host,
                        "method",
                        method)
                .increment();
    }

    /** A response's body was read to its end. Not for watches. From any thread. */
    public void received(String method, String host, long responseBytes) {
        responseSize.labelValues(host, method).observe((double) responseBytes);
    }

    /** A request waits no longer for the client's rate limit. From any thread. */
    public void rateLimited(String method, String host, long waitedNanos) {
        rateLimited.labelValues(host, method).observe(waitedNanos / 1e9);
    }

    /**
     * A request is sent again.
     *
     * @param statusCode of the response that made it necessary; 0 if there was none
     */
    public void retried(String method, String host, int statusCode) {
        meters.counter(
                        "rest_client_request_retries_total",
                        "[ALPHA] Requests sent again after a failure",
                        "code",
                        code(statusCode),
                        "host",
                        host,
                        "verb",
                        method)
                .increment();
    }

    private static String code(int statusCode) {
        return statusCode == 0 ? "<error>" : Integer.toString(statusCode);
    }
}
