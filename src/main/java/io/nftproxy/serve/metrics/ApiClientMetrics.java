package io.nftproxy.serve.metrics;

import io.prometheus.metrics.core.metrics.Histogram;

/** Requests to the API server, under the names of Kubernetes' Go client. */
public final class ApiClientMetrics {
    private final Meters meters;
    private final Histogram duration;

    ApiClientMetrics(Meters meters) {
        this.meters = meters;
        duration =
                meters.histogram(
                        "rest_client_request_duration_seconds",
                        "[ALPHA] Time until the response's headers were there; watches are not counted",
                        Buckets.REQUEST_SECONDS,
                        "host",
                        "verb");
    }

    /**
     * A request was answered, or failed. From any thread.
     *
     * @param method of HTTP, {@code GET} for lists and watches
     * @param isWatch as in client-go, watches count as requests but their durations do not
     * @param host of the API server with its port, for example {@code 10.96.0.1:443}
     * @param statusCode 0 if there was no response
     */
    public void requested(
            String method, boolean isWatch, String host, int statusCode, long durationNanos) {
        if (!isWatch) {
            duration.labelValues(host, method).observe(durationNanos / 1e9);
        }
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

    private static String code(int statusCode) {
        return statusCode == 0 ? "<error>" : Integer.toString(statusCode);
    }
}
