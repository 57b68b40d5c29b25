package io.nftproxy.serve.metrics;

/** The metrics of requests to the API server, under the names of client-go. */
public final class ApiClientMetrics {
    private final Meters meters;

    ApiClientMetrics(Meters meters) {
        this.meters = meters;
    }

    /**
     * Counts a request that was answered or failed. From any thread.
     *
     * @param method the HTTP method, {@code GET} for lists and watches
     * @param isWatch watches count as requests but have no duration, as in client-go
     * @param host of the API server with its port, for example {@code 10.96.0.1:443}
     * @param statusCode 0 if there was no response
     */
    public void requested(
            String method, boolean isWatch, String host, int statusCode, long durationNanos) {
        if (!isWatch) {
            meters.histogram("rest_client_request_duration_seconds", host, method)
                    .accept(durationNanos / 1e9);
        }
        String code = statusCode == 0 ? "<error>" : Integer.toString(statusCode);
        meters.counter("rest_client_requests_total", code, host, method).increment();
    }
}
