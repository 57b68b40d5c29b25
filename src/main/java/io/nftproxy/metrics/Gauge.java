package io.nftproxy.metrics;

import java.util.function.DoubleSupplier;

/** A number that goes up and down. */
final class Gauge extends Metric<Value> {
    Gauge(MetricSpec spec) {
        super(spec);
    }

    void set(double value, String... labelValues) {
        sample(Value::new, labelValues).set(value);
    }

    /** Reads the value whenever it is asked for; NaN means that there is none. */
    void read(DoubleSupplier value, String... labelValues) {
        sample(() -> new Value(value), labelValues);
    }
}
