package io.nftproxy.api;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times that double from one failure to the next, up to a bound. Each is shortened by up to
 * a half at random, lest all nodes of a cluster ask a returning API server at the same moment.
 */
public final class Backoff {
    private final long firstMillis;
    private final long maxMillis;
    private final RandomGenerator random;
    private int failures;

    public Backoff(Duration first, Duration max, RandomGenerator random) {
        this.firstMillis = first.toMillis();
        this.maxMillis = max.toMillis();
        this.random = random;
    }

    /** How long to wait after one more failure. */
    public Duration next() {
        int doublings = Math.min(failures++, 20);
        long millis = Math.min(maxMillis, firstMillis << doublings);
        return Duration.ofMillis(millis - random.nextLong(millis / 2 + 1));
    }

    /** Something succeeded: the next failure is a first one. */
    public void reset() {
        failures = 0;
    }

    int failures() {
        return failures;
    }
}
