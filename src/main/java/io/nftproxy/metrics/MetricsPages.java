package io.nftproxy.metrics;

import io.nftproxy.http.HttpRequest;
import io.nftproxy.http.HttpResponse;
import io.nftproxy.http.Routes;

/** The pages of the metrics port. */
public final class MetricsPages {
    /** The reason of the Event when their port cannot be bound. */
    public static final String BIND_FAILED_REASON = "FailedToStartMetricServer";

    private MetricsPages() {}

    /** {@code /metrics}, {@code /metrics/slis}, {@code /healthz} and {@code /proxyMode}. */
    public static Routes of(ProxyMetrics metrics) {
        return new Routes()
                .add("/metrics", request -> exposed(metrics.registry(), request))
                .add("/metrics/slis", request -> exposed(metrics.slis(), request))
                .add("/healthz", request -> pinged(metrics))
                .add("/proxyMode", request -> HttpResponse.text(200, "nftables"));
    }

    private static HttpResponse exposed(MetricRegistry registry, HttpRequest request) {
        String accept = request.headers().getOrDefault("accept", "");
        Exposition exposition = Exposition.accepted(accept);
        return HttpResponse.of(200, exposition.contentType(), exposition.write(registry.metrics()));
    }

    private static HttpResponse pinged(ProxyMetrics metrics) {
        metrics.probes().pinged();
        return HttpResponse.text(200, "ok");
    }
}
