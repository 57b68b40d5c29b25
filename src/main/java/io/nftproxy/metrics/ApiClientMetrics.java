package io.nftproxy.metrics;

/** Requests to the API server, under the names of Kubernetes' Go client. */
public final class ApiClientMetrics {
    private final Histogram duration;
    private final Histogram requestSize;
    private final Histogram responseSize;
    private final Histogram rateLimited;
    private final Counter requests;
    private final Counter retries;

    ApiClientMetrics(MetricRegistry registry) {
        duration =
                seconds(
                        registry,
                        "request_duration_seconds",
                        "Time until the response's headers were there");
        rateLimited =
                seconds(
                        registry,
                        "rate_limiter_duration_seconds",
                        "Time that requests were held back by the client's rate limit");
        requestSize = bytes(registry, "request_size_bytes", "Size of requests' bodies");
        responseSize =
                bytes(
                        registry,
                        "response_size_bytes",
                        "Size of responses' bodies, those of watches left out");
        requests =
                registry.counter(
                        "rest_client_requests_total",
                        "[ALPHA] Requests by status code; the code is <error> if there was no"
                                + " response",
                        "code",
                        "host",
                        "method");
        retries =
                registry.counter(
                        "rest_client_request_retries_total",
                        "[ALPHA] Requests sent again after a failure",
                        "code",
                        "host",
                        "verb");
    }

    private static Histogram seconds(MetricRegistry registry, String name, String help) {
        return registry.histogram(
                "rest_client_" + name, "[ALPHA] " + help, Buckets.REQUEST_SECONDS, "host", "verb");
    }

    private static Histogram bytes(MetricRegistry registry, String name, String help) {
        return registry.histogram(
                "rest_client_" + name, "[ALPHA] " + help, Buckets.REQUEST_BYTES, "host", "verb");
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
        duration.observe(durationNanos / 1e9, host, method);
        requestSize.observe((double) requestBytes, host, method);
        requests.add(1, code(statusCode), host, method);
    }

    /** A response's body was read to its end. Not for watches. From any thread. */
    public void received(String method, String host, long responseBytes) {
        responseSize.observe((double) responseBytes, host, method);
    }

    /** A request waits no longer for the client's rate limit. From any thread. */
    public void rateLimited(String method, String host, long waitedNanos) {
        rateLimited.observe(waitedNanos / 1e9, host, method);
    }

    /**
     * A request is sent again.
     *
     * @param statusCode of the response that made it necessary; 0 if there was none
     */
    public void retried(String method, String host, int statusCode) {
        retries.add(1, code(statusCode), host, method);
    }

    private static String code(int statusCode) {
        return statusCode == 0 ? "<error>" : Integer.toString(statusCode);
    }
}
