package io.nftproxy.watch;

import java.time.Duration;

/**
 * How long the watchers wait for what.
 *
 * @param connectTimeout for a TCP connection to be there
 * @param readTimeout for the next bytes of a list
 * @param idleTimeout for the next bytes of a watch. The API server sends a bookmark every minute to
 *     a watch without events, so after this silence the connection is taken for half-open; the
 *     JDK's HTTP client cannot ask TCP to look. A watch ended in error is resumed at no cost
 * @param watchMin shortest time after which the API server is asked to end a watch
 * @param watchMax longest
 * @param backoffFirst before the first repetition of what failed
 * @param backoffMax before any
 * @param absentRetry before asking again for a kind that the API server does not have
 */
record WatchTiming(
        Duration connectTimeout,
        Duration readTimeout,
        Duration idleTimeout,
        Duration watchMin,
        Duration watchMax,
        Duration backoffFirst,
        Duration backoffMax,
        Duration absentRetry) {
    static final WatchTiming DEFAULT =
            new WatchTiming(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(90),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10));
}
