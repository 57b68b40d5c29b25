package io.nftproxy.core.pacing;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times that double from one failure to the next, up to a bound: 100ms, 200ms, 400ms ...
 * 30s. The caller counts its consecutive failures and waits.
 *
 * @param first the wait after the first failure; more than zero
 * @param longest the bound
 */
public record Backoff(Duration first, Duration longest) {
    /**
     * Returns the wait after a number of consecutive failures.
     *
     * @param failures 1 after the first; zero or less means no failure and no wait
     */
    public Duration after(int failures) {
        if (failures <= 0) {
            return Duration.ZERO;
        }
        long nanos = first.toNanos();
        // Further doublings would overflow, and 2^61 ns (73 years) are beyond every bound.
        int doublings = Math.min(failures - 1, Long.numberOfLeadingZeros(nanos) - 2);
        return Duration.ofNanos(Math.min(nanos << doublings, longest.toNanos()));
    }

    /**
     * Returns the wait after a number of consecutive failures, shortened by up to a half at random,
     * so that the nodes of a cluster do not all send requests to a returning server at once.
     */
    public Duration after(int failures, RandomGenerator random) {
        long nanos = after(failures).toNanos();
        return Duration.ofNanos(nanos - random.nextLong(nanos / 2 + 1));
    }
}
