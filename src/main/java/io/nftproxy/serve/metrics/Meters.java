package io.nftproxy.serve.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * One page of metrics: registers meters under exactly the names they are given, and writes them.
 * Tags are given as label, value, label, value.
 */
final class Meters {
    private final PrometheusMeterRegistry registry;

    /** What the help text of each metric begins with, {@code ALPHA} of {@code [ALPHA] Syncs}. */
    private final Map<String, String> stabilities = new ConcurrentHashMap<>();

    Meters() {
        registry =
                new PrometheusMeterRegistry(
                        PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
        registry.config().namingConvention(NamingConvention.identity);
    }

    /** A metric has no more than this many values of one label: what is beyond is not counted. */
    void limit(String name, String label, int valuesMax) {
        registry.config()
                .meterFilter(
                        MeterFilter.maximumAllowableTags(
                                name, label, valuesMax, MeterFilter.deny()));
    }

    /** The counter with these tags, made with 0 if it is new. */
    Counter counter(String name, String help, String... tags) {
        register(name, help);
        return Counter.builder(name).description(help).tags(tags).register(registry);
    }

    /** A counter whose value is read at each scrape. */
    void counted(String name, String help, DoubleSupplier value, String... tags) {
        register(name, help);
        // Micrometer refers to the object weakly, but to the function strongly.
        FunctionCounter.builder(name, this, meters -> value.getAsDouble())
                .description(help)
                .tags(tags)
                .register(registry);
    }

    /** A gauge whose value is read at each scrape. */
    void gauge(String name, String help, Supplier<Number> value, String... tags) {
        register(name, help);
        Gauge.builder(name, value).description(help).tags(tags).register(registry);
    }

    /** Gauges of one name, which are written at each scrape without being kept. */
    void gauges(
            String name,
            String help,
            Consumer<GaugeWithCallback.Callback> samples,
            String... labels) {
        register(name, help);
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(samples)
                .register(registry.getPrometheusRegistry());
    }

    /** A histogram with exactly these bounds; samples appear when their labels are first used. */
    Histogram histogram(String name, String help, List<Double> bounds, String... labels) {
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

    /** How many metrics there are of one stability; empty for those that claim none. */
    double registered(String stability) {
        return (double) stabilities.values().stream().filter(stability::equals).count();
    }

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
