package io.nftproxy.serve.metrics;

/** The metrics of requests to the API server, under the names of client-go. */
public final class ApiClientMetrics {
    private final Meters meters;

    ApiClientMetrics(Meters meters) {
        this.meters = meters;
    }

    /**
     * Counts a request that was answered or failed. From any thread. Watches have no duration, as
     * in client-go.
     *
     * @param verb {@code LIST}, {@code WATCH} or {@code POST}
     * @param host of the API server with its port, for example {@code 10.96.0.1:443}
     * @param code the HTTP status, or {@code <error>} without an answer
     */
    public void requested(String verb, String host, String code, long durationNanos) {
        String method = verb.equals("POST") ? "POST" : "GET";
        if (!verb.equals("WATCH")) {
            meters.histogram("rest_client_request_duration_seconds", host, method)
                    .accept(durationNanos / 1e9);
        }
        meters.counter("rest_client_requests_total", code, host, method).increment();
    }
}
