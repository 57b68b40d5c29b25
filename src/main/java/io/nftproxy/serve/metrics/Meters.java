package io.nftproxy.serve.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nftproxy.config.Table;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The metrics of one page, in a registry of Micrometer that keeps names as they are. {@code
 * metrics.txt} has the labels and the help of each; values of labels are given in that order.
 *
 * <p>Histograms are the classic ones of the Prometheus client that Micrometer's registry stands on:
 * a summary of Micrometer has no bucket for 0, which kube-proxy has, ignores negative values, and
 * adds a gauge with the maximum. docs/adr/0015-libraries-at-the-edge.md
 */
final class Meters {
    private static final Map<String, Metric> ALL = byName(Table.rows(Meters.class, "metrics.txt"));

    /**
     * A row of the table.
     *
     * @param buckets the name of the bounds; empty if it is no histogram
     * @param help {@code Syncs}, or with the stability {@code [ALPHA] Syncs}
     */
    record Metric(String name, String buckets, List<String> labels, String help) {
        static Metric of(String row) {
            List<String> cells = Table.cells(row, 4);
            String type = cells.get(1);
            String labels = cells.get(2);
            return new Metric(
                    cells.get(0),
                    type.startsWith("histogram ") ? type.substring("histogram ".length()) : "",
                    labels.isEmpty() ? List.of() : List.of(labels.split(" ")),
                    cells.get(3));
        }

        Tags tags(String... values) {
            if (values.length != labels.size()) {
                throw new IllegalArgumentException(name + " has the labels " + labels);
            }
            String[] tags = new String[2 * values.length];
            for (int i = 0; i < values.length; i++) {
                tags[2 * i] = labels.get(i);
                tags[2 * i + 1] = values[i];
            }
            return Tags.of(tags);
        }

        String stability() {
            return help.startsWith("[") ? help.substring(1, help.indexOf(']')) : "";
        }
    }

    private final PrometheusMeterRegistry registry;
    private final Map<String, Metric> metrics;
    private final Map<String, Histogram> histograms = new ConcurrentHashMap<>();
    private final Set<Metric> registered = ConcurrentHashMap.newKeySet();

    Meters() {
        this(ALL);
    }

    /**
     * Creates a page with other metrics.
     *
     * @param metrics by name
     */
    Meters(Map<String, Metric> metrics) {
        this.metrics = metrics;
        registry =
                new PrometheusMeterRegistry(
                        PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
        registry.config().namingConvention(NamingConvention.identity);
    }

    /** Parses rows of the table. */
    static Map<String, Metric> byName(List<String> rows) {
        Map<String, Metric> byName = new HashMap<>();
        rows.stream().map(Metric::of).forEach(metric -> byName.put(metric.name(), metric));
        return byName;
    }

    /** Returns the counter with these labels; a new one is at 0. */
    Counter counter(String name, String... labels) {
        Metric metric = register(name);
        return Counter.builder(name)
                .description(metric.help())
                .tags(metric.tags(labels))
                .register(registry);
    }

    /** Adds a counter whose value is read at each scrape. */
    void counted(String name, DoubleSupplier value, String... labels) {
        Metric metric = register(name);
        // Micrometer holds the object weakly and the function strongly.
        FunctionCounter.builder(name, this, meters -> value.getAsDouble())
                .description(metric.help())
                .tags(metric.tags(labels))
                .register(registry);
    }

    /**
     * Adds a counter whose samples are read at each scrape.
     *
     * @param samples values by the values of the labels; a sample that it no longer has ends
     */
    void series(String name, Supplier<Map<List<String>, Long>> samples) {
        Metric metric = register(name);
        Collector collector = () -> snapshot(metric, samples.get());
        registry.getPrometheusRegistry().register(collector);
    }

    private static MetricSnapshot snapshot(Metric metric, Map<List<String>, Long> samples) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder()
                        .name(metric.name().replaceFirst("_total$", ""))
                        .help(metric.help());
        samples.forEach(
                (labels, value) ->
                        counter.dataPoint(
                                CounterSnapshot.CounterDataPointSnapshot.builder()
                                        .labels(Labels.of(metric.labels(), labels))
                                        .value(value.doubleValue())
                                        .build()));
        return counter.build();
    }

    /** Adds a gauge whose value is read at each scrape. */
    void gauge(String name, Supplier<Number> value, String... labels) {
        Metric metric = register(name);
        Gauge.builder(name, value)
                .description(metric.help())
                .tags(metric.tags(labels))
                .register(registry);
    }

    /** Returns the observer of the histogram with these labels; a new one has no observations. */
    DoubleConsumer histogram(String name, String... labels) {
        return histograms.computeIfAbsent(name, this::newHistogram).labelValues(labels)::observe;
    }

    private Histogram newHistogram(String name) {
        Metric metric = register(name);
        return Histogram.builder()
                .name(name)
                .help(metric.help())
                .labelNames(metric.labels().toArray(String[]::new))
                .classicOnly()
                .classicUpperBounds(Buckets.named(metric.buckets()))
                .withoutExemplars()
                .register(registry.getPrometheusRegistry());
    }

    private Metric register(String name) {
        Metric metric = Objects.requireNonNull(metrics.get(name), name);
        registered.add(metric);
        return metric;
    }

    /** Returns the number of metrics with a stability; empty text for those without. */
    double registered(String stability) {
        return (double)
                registered.stream().filter(metric -> metric.stability().equals(stability)).count();
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
