package io.nftproxy.metrics;

import java.util.function.DoubleSupplier;

/** One number that is kept, or read when it is asked for; NaN is left out of the exposition. */
final class Value {
    private final DoubleSupplier read;
    private double kept;

    Value() {
        read = this::kept;
    }

    Value(DoubleSupplier read) {
        this.read = read;
    }

    private synchronized double kept() {
        return kept;
    }

    synchronized void set(double value) {
        kept = value;
    }

    synchronized void add(double amount) {
        kept += amount;
    }

    double get() {
        return read.getAsDouble();
    }
}
