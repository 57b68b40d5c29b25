package io.nftproxy.api;

/**
 * Receives every request to the API server, for metrics. Called on the requesting threads, several
 * at a time: implementations must be quick and thread-safe, and must not throw.
 */
@FunctionalInterface
public interface RequestListener {
    /** Ignores every request. */
    RequestListener NONE = (_, _, _, _) -> {};

    /**
     * Receives a request that was answered, or that failed.
     *
     * @param verb {@code LIST}, {@code WATCH} or {@code POST}
     * @param host with port, {@code 10.96.0.1:443}
     * @param code the HTTP status, or {@code <error>} without an answer, as in {@code
     *     rest_client_requests_total}
     * @param nanos from the start of the request to the header of its answer
     */
    void requested(String verb, String host, String code, long nanos);
}
