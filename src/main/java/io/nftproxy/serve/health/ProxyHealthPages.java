package io.nftproxy.serve.health;

import io.nftproxy.serve.http.HttpHandler;
import io.nftproxy.serve.http.HttpResponse;
import io.nftproxy.serve.http.Routes;

/** {@code /healthz} and {@code /livez}, for any method: 200, or 503 if it is not in order. */
public final class ProxyHealthPages {
    /** The reason of the Event when their port cannot be bound. */
    public static final String BIND_FAILED_REASON = "FailedToStartProxierHealthcheck";

    /** Told of each probe, on the thread of its request. */
    public interface ProbeCounter {
        /** {@code /healthz} was answered. */
        void healthz(int statusCode, HealthStatus status);

        /** {@code /livez} was answered. */
        void livez(int statusCode, HealthStatus status);
    }

    private ProxyHealthPages() {}

    /** The handler for the health port. */
    public static HttpHandler of(ProxyHealth health, ProbeCounter probes) {
        return new Routes()
                .add("/healthz", request -> healthz(health.status(), probes))
                .add("/livez", request -> livez(health.status(), probes));
    }

    private static HttpResponse healthz(HealthStatus status, ProbeCounter probes) {
        int code = status.healthy() && status.nodeEligible() ? 200 : 503;
        probes.healthz(code, status);
        return HttpResponse.json(code, status.healthzJson());
    }

    private static HttpResponse livez(HealthStatus status, ProbeCounter probes) {
        int code = status.healthy() ? 200 : 503;
        probes.livez(code, status);
        return HttpResponse.json(code, status.livezJson());
    }
}
