package io.nftproxy.serve.health;

import com.sun.net.httpserver.HttpExchange;
import io.nftproxy.serve.http.Response;
import io.nftproxy.serve.http.Routes;
import java.io.IOException;

/** {@code /healthz} and {@code /livez}, for any method: 200 if healthy, else 503. */
public final class ProxyHealthPages {
    /** The reason of the Event when the health port cannot be bound. */
    public static final String BIND_FAILED_REASON = "FailedToStartProxierHealthcheck";

    /** Counts probes. Called on the thread of the request. */
    public interface ProbeCounter {
        /** Counts an answer of {@code /healthz}. */
        void healthz(int statusCode, HealthStatus status);

        /** Counts an answer of {@code /livez}. */
        void livez(int statusCode, HealthStatus status);
    }

    private ProxyHealthPages() {}

    public static Routes of(ProxyHealth health, ProbeCounter probes) {
        return new Routes()
                .add("/healthz", exchange -> healthz(exchange, health.status(), probes))
                .add("/livez", exchange -> livez(exchange, health.status(), probes));
    }

    private static void healthz(HttpExchange exchange, HealthStatus status, ProbeCounter probes)
            throws IOException {
        int code = status.healthy() && status.nodeEligible() ? 200 : 503;
        probes.healthz(code, status);
        Response.json(exchange, code, status.healthzJson());
    }

    private static void livez(HttpExchange exchange, HealthStatus status, ProbeCounter probes)
            throws IOException {
        int code = status.healthy() ? 200 : 503;
        probes.livez(code, status);
        Response.json(exchange, code, status.livezJson());
    }
}
