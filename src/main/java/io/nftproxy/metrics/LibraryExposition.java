package io.nftproxy.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The formats that hardly anybody needs, written by Micrometer's Prometheus registry. Neither it
 * nor the Prometheus client is loaded before the first request for one.
 */
final class LibraryExposition implements Exposition {
    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    static final String PROTOBUF =
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                    + " encoding=delimited";

    private final String contentType;

    LibraryExposition(String contentType) {
        this.contentType = contentType;
    }

    @Override
    public String contentType() {
        return contentType;
    }

    @Override
    public byte[] write(List<Metric<?>> metrics) {
        PrometheusRegistry prometheus = new PrometheusRegistry();
        prometheus.register((MultiCollector) () -> Snapshots.of(metrics));
        PrometheusMeterRegistry registry =
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM);
        ByteArrayOutputStream body = new ByteArrayOutputStream(32 * 1024);
        try {
            registry.scrape(body, contentType);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            registry.close();
        }
        return body.toByteArray();
    }
}
