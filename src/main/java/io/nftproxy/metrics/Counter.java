package io.nftproxy.metrics;

import java.util.function.DoubleSupplier;

/** A number that only grows. */
final class Counter extends Metric<Value> {
    Counter(MetricSpec spec) {
        super(spec);
    }

    void add(double amount, String... labelValues) {
        sample(Value::new, labelValues).add(amount);
    }

    /** Reads the value whenever it is asked for. */
    void read(DoubleSupplier value, String... labelValues) {
        sample(() -> new Value(value), labelValues);
    }
}
