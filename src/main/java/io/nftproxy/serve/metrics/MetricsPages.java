package io.nftproxy.serve.metrics;

import io.nftproxy.serve.http.HttpRequest;
import io.nftproxy.serve.http.HttpResponse;
import io.nftproxy.serve.http.Routes;

/** The pages of the metrics port. */
public final class MetricsPages {
    /** The reason of the Event when their port cannot be bound. */
    public static final String BIND_FAILED_REASON = "FailedToStartMetricServer";

    private MetricsPages() {}

    /**
     * {@code /metrics}, {@code /metrics/slis}, {@code /healthz} with its only check {@code ping},
     * and {@code /proxyMode}.
     */
    public static Routes of(ProxyMetrics metrics) {
        return new Routes()
                .add("/metrics", request -> scraped(metrics.meters(), request))
                .add("/metrics/slis", request -> scraped(metrics.slis(), request))
                .add("/healthz", request -> pinged(metrics))
                .add("/healthz/ping", request -> pinged(metrics))
                .add("/proxyMode", request -> HttpResponse.text(200, "nftables"));
    }

    private static HttpResponse scraped(Meters meters, HttpRequest request) {
        ScrapeFormat format = ScrapeFormat.accepted(request.headers().getOrDefault("accept", ""));
        return HttpResponse.of(200, format.contentType(), format.write(meters));
    }

    private static HttpResponse pinged(ProxyMetrics metrics) {
        metrics.probes().pinged();
        return HttpResponse.text(200, "ok");
    }
}
