package io.nftproxy.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;

/** Our metrics as the Prometheus client library has them. */
final class Snapshots {
    private Snapshots() {}

    static MetricSnapshots of(List<Metric<?>> metrics) {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        for (Metric<?> metric : metrics) {
            MetricSnapshot snapshot =
                    switch (metric) {
                        case Counter counter -> snapshot(counter);
                        case Gauge gauge -> snapshot(gauge);
                        case Histogram histogram -> snapshot(histogram);
                    };
            if (!snapshot.getDataPoints().isEmpty()) {
                snapshots.metricSnapshot(snapshot);
            }
        }
        return snapshots.build();
    }

    private static MetricSnapshot snapshot(Counter counter) {
        MetricSpec spec = counter.spec();
        // The library adds the suffix by itself.
        String name = spec.name().substring(0, spec.name().length() - "_total".length());
        CounterSnapshot.Builder snapshot = CounterSnapshot.builder().name(name).help(spec.help());
        for (Metric.Labelled<Value> sample : counter.samples()) {
            snapshot.dataPoint(
                    CounterDataPointSnapshot.builder()
                            .value(sample.sample().get())
                            .labels(labels(spec, sample))
                            .build());
        }
        return snapshot.build();
    }

    private static MetricSnapshot snapshot(Gauge gauge) {
        MetricSpec spec = gauge.spec();
        GaugeSnapshot.Builder snapshot =
                GaugeSnapshot.builder().name(spec.name()).help(spec.help());
        for (Metric.Labelled<Value> sample : gauge.samples()) {
            double value = sample.sample().get();
            if (!Double.isNaN(value)) {
                snapshot.dataPoint(
                        GaugeDataPointSnapshot.builder()
                                .value(value)
                                .labels(labels(spec, sample))
                                .build());
            }
        }
        return snapshot.build();
    }

    private static MetricSnapshot snapshot(Histogram histogram) {
        MetricSpec spec = histogram.spec();
        List<Double> bounds = new ArrayList<>(spec.buckets());
        bounds.add(Double.POSITIVE_INFINITY);
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(spec.name()).help(spec.help());
        for (Metric.Labelled<Histogram.Distribution> sample : histogram.samples()) {
            Histogram.Reading reading = sample.sample().read();
            snapshot.dataPoint(
                    HistogramDataPointSnapshot.builder()
                            .classicHistogramBuckets(
                                    ClassicHistogramBuckets.of(bounds, reading.counts()))
                            .sum(reading.sum())
                            .labels(labels(spec, sample))
                            .build());
        }
        return snapshot.build();
    }

    private static Labels labels(MetricSpec spec, Metric.Labelled<?> sample) {
        return Labels.of(spec.labels(), sample.labelValues());
    }
}
