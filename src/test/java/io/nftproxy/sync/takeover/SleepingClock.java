package io.nftproxy.sync.takeover;

import io.nftproxy.sync.LoopClock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A clock whose sleeps take no time and run events. */
final class SleepingClock implements LoopClock {
    private final Map<Integer, Runnable> events = new HashMap<>();
    private int sleeps;
    private long sleptNanos;

    /** Runs an event in the sleep of this number, from 1. */
    void onSleep(int number, Runnable event) {
        events.put(number, event);
    }

    long sleptNanos() {
        return sleptNanos;
    }

    @Override
    public long nanoTime() {
        return sleptNanos;
    }

    @Override
    public long unixNanos() {
        return sleptNanos;
    }

    @Override
    public void sleep(long nanos, BooleanSupplier enough) {
        sleeps++;
        sleptNanos += nanos;
        events.getOrDefault(sleeps, () -> {}).run();
    }
}
