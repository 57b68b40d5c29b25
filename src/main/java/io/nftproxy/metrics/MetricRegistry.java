package io.nftproxy.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** All metrics of one page, sorted by name. Filled before it is read. */
final class MetricRegistry {
    private final TreeMap<String, Metric<?>> metrics = new TreeMap<>();

    Counter counter(String name, String help, String... labels) {
        return added(new Counter(spec(name, MetricSpec.Type.COUNTER, help, List.of(), labels)));
    }

    Gauge gauge(String name, String help, String... labels) {
        return added(new Gauge(spec(name, MetricSpec.Type.GAUGE, help, List.of(), labels)));
    }

    Histogram histogram(String name, String help, List<Double> buckets, String... labels) {
        return added(new Histogram(spec(name, MetricSpec.Type.HISTOGRAM, help, buckets, labels)));
    }

    private static MetricSpec spec(
            String name,
            MetricSpec.Type type,
            String help,
            List<Double> buckets,
            String... labels) {
        return new MetricSpec(name, type, help, Arrays.asList(labels), buckets);
    }

    private synchronized <M extends Metric<?>> M added(M metric) {
        if (metrics.put(metric.spec().name(), metric) != null) {
            throw new IllegalStateException(metric.spec().name() + " is registered already");
        }
        return metric;
    }

    synchronized List<Metric<?>> metrics() {
        return new ArrayList<>(metrics.values());
    }
}
