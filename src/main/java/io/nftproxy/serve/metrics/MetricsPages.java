package io.nftproxy.serve.metrics;

import com.sun.net.httpserver.HttpExchange;
import io.nftproxy.serve.http.Response;
import io.nftproxy.serve.http.Routes;
import java.io.IOException;
import java.util.List;

/** The pages of the metrics port. */
public final class MetricsPages {
    /** The reason of the Event when the metrics port cannot be bound. */
    public static final String BIND_FAILED_REASON = "FailedToStartMetricServer";

    private MetricsPages() {}

    /**
     * Returns {@code /metrics}, {@code /metrics/slis}, {@code /healthz} with its only check {@code
     * ping}, and {@code /proxyMode}.
     */
    public static Routes of(ProxyMetrics metrics) {
        return new Routes()
                .add("/metrics", exchange -> scraped(exchange, metrics.meters()))
                .add("/metrics/slis", exchange -> scraped(exchange, metrics.slis()))
                .add("/healthz", exchange -> pinged(exchange, metrics))
                .add("/healthz/ping", exchange -> pinged(exchange, metrics))
                .add("/proxyMode", exchange -> Response.text(exchange, 200, "nftables"));
    }

    private static void scraped(HttpExchange exchange, Meters meters) throws IOException {
        List<String> accept = exchange.getRequestHeaders().getOrDefault("Accept", List.of(""));
        ScrapeFormat format = ScrapeFormat.accepted(String.join(",", accept));
        Response.send(exchange, 200, format.contentType(), format.write(meters));
    }

    private static void pinged(HttpExchange exchange, ProxyMetrics metrics) throws IOException {
        metrics.probes().pinged();
        Response.text(exchange, 200, "ok");
    }
}
