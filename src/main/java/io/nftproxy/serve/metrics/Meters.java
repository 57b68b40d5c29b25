package io.nftproxy.serve.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The metrics of one page, in a registry of Micrometer that keeps names as they are. Tags are given
 * as label, value, label, value.
 *
 * <p>Histograms are the classic ones of the Prometheus client that Micrometer's registry stands on:
 * a summary of Micrometer has no bucket for 0, which kube-proxy has, ignores negative values, and
 * adds a gauge with the maximum. docs/adr/0015-libraries-at-the-edge.md
 */
final class Meters {
    private final PrometheusMeterRegistry registry;

    /** Histograms by name. */
    private final Map<String, Histogram> histograms = new ConcurrentHashMap<>();

    /** The stability of each metric, {@code ALPHA} of the help text {@code [ALPHA] Syncs}. */
    private final Map<String, String> stabilities = new ConcurrentHashMap<>();

    Meters() {
        registry =
                new PrometheusMeterRegistry(
                        PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
        registry.config().namingConvention(NamingConvention.identity);
    }

    /** Limits the values of one label; samples with further values are dropped. */
    void limit(String name, String label, int valuesMax) {
        registry.config()
                .meterFilter(
                        MeterFilter.maximumAllowableTags(
                                name, label, valuesMax, MeterFilter.deny()));
    }

    /** Returns the counter with these tags; a new one is at 0. */
    Counter counter(String name, String help, String... tags) {
        register(name, help);
        return Counter.builder(name).description(help).tags(tags).register(registry);
    }

    /** Adds a counter whose value is read at each scrape. */
    void counted(String name, String help, DoubleSupplier value, String... tags) {
        register(name, help);
        // Micrometer holds the object weakly and the function strongly.
        FunctionCounter.builder(name, this, meters -> value.getAsDouble())
                .description(help)
                .tags(tags)
                .register(registry);
    }

    /** Adds a gauge whose value is read at each scrape. */
    void gauge(String name, String help, Supplier<Number> value, String... tags) {
        register(name, help);
        Gauge.builder(name, value).description(help).tags(tags).register(registry);
    }

    /**
     * Returns the observer of the histogram with these tags; a new one has no observations.
     *
     * @param bounds upper bounds of the buckets, without +Inf
     */
    DoubleConsumer histogram(String name, String help, List<Double> bounds, String... tags) {
        String[] labels = new String[tags.length / 2];
        String[] values = new String[tags.length / 2];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = tags[2 * i];
            values[i] = tags[2 * i + 1];
        }
        Histogram all =
                histograms.computeIfAbsent(name, _ -> newHistogram(name, help, bounds, labels));
        return all.labelValues(values)::observe;
    }

    private Histogram newHistogram(String name, String help, List<Double> bounds, String[] labels) {
        register(name, help);
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(bounds.stream().mapToDouble(Double::doubleValue).toArray())
                .withoutExemplars()
                .register(registry.getPrometheusRegistry());
    }

    private void register(String name, String help) {
        stabilities.put(name, help.startsWith("[") ? help.substring(1, help.indexOf(']')) : "");
    }

    /** Returns the number of metrics with a stability; empty text for those without. */
    double registered(String stability) {
        return (double) stabilities.values().stream().filter(stability::equals).count();
    }

    /** Returns the page in one of the formats of the Prometheus client. */
    byte[] scrape(String contentType) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(64 * 1024);
        try {
            registry.scrape(body, contentType);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return body.toByteArray();
    }
}
