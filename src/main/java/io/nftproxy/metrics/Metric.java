package io.nftproxy.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One metric: a sample for each combination of label values, sorted by them. Thread-safe.
 *
 * @param <S> what a sample is made of
 */
abstract sealed class Metric<S> permits Counter, Gauge, Histogram {
    /** More than any cluster makes by itself; what is beyond goes into one sample, "other". */
    private static final int SAMPLES_MAX = 1000;

    /**
     * A sample with its label values.
     *
     * @param labelValues in the order of the label names
     */
    record Labelled<S>(List<String> labelValues, S sample) {}

    private final MetricSpec spec;
    private final TreeMap<List<String>, S> samples =
            new TreeMap<>((a, b) -> String.join("\0", a).compareTo(String.join("\0", b)));

    Metric(MetricSpec spec) {
        this.spec = spec;
    }

    MetricSpec spec() {
        return spec;
    }

    synchronized S sample(Supplier<S> make, String... labelValues) {
        List<String> values = List.of(labelValues);
        if (values.size() != spec.labels().size()) {
            throw new IllegalArgumentException(spec.name() + " has labels " + spec.labels());
        }
        boolean full = samples.size() >= SAMPLES_MAX && !samples.containsKey(values);
        List<String> key = full ? Collections.nCopies(values.size(), "other") : values;
        return samples.computeIfAbsent(key, k -> make.get());
    }

    synchronized List<Labelled<S>> samples() {
        List<Labelled<S>> all = new ArrayList<>(samples.size());
        samples.forEach((values, sample) -> all.add(new Labelled<>(values, sample)));
        return all;
    }

    synchronized void forgetSamples() {
        samples.clear();
    }
}
