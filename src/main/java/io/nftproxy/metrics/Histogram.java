package io.nftproxy.metrics;

import java.util.ArrayList;
import java.util.List;

/** Observations counted by size. */
final class Histogram extends Metric<Histogram.Distribution> {
    /**
     * One distribution at one instant.
     *
     * @param counts for each bucket, and then for +Inf: observations in this one alone
     */
    record Reading(List<Long> counts, double sum) {}

    /** Thread-safe. */
    static final class Distribution {
        private final List<Double> bounds;
        private final long[] counts;
        private double sum;

        Distribution(List<Double> bounds) {
            this.bounds = bounds;
            this.counts = new long[bounds.size() + 1];
        }

        synchronized void observe(double value) {
            int bucket = 0;
            while (bucket < bounds.size() && value > bounds.get(bucket)) {
                bucket++;
            }
            counts[bucket]++;
            sum += value;
        }

        synchronized Reading read() {
            List<Long> copy = new ArrayList<>(counts.length);
            for (long count : counts) {
                copy.add(count);
            }
            return new Reading(copy, sum);
        }
    }

    Histogram(MetricSpec spec) {
        super(spec);
    }

    void observe(double value, String... labelValues) {
        distribution(labelValues).observe(value);
    }

    /** Makes a sample appear, with nothing observed yet. */
    Distribution distribution(String... labelValues) {
        return sample(() -> new Distribution(spec().buckets()), labelValues);
    }
}
