package io.nftproxy.api.watch;

import java.time.Duration;

/**
 * How long the watchers wait for what.
 *
 * @param readTimeout for the next bytes of a list
 * @param answerTimeout for the header of a watch's answer, which the API server sends before there
 *     are events. It may hold a request back for 15 s while it is busy
 * @param idleTimeout for the next bytes of a watch. The API server sends a bookmark every minute to
 *     a watch without events, so after this silence the connection is taken for half-open; the
 *     JDK's HTTP client cannot ask TCP to look
 * @param watchMin shortest time after which the API server is asked to end a watch
 * @param watchMax longest
 * @param backoffFirst before the first repetition of what failed
 * @param backoffMax before any. For so long the node may not hear of changes after the API server
 *     is able to tell them, so it is short; a busy one asks for more with {@code Retry-After}
 * @param absentRetry before asking again for a kind that the API server does not have
 */
record WatchTiming(
        Duration readTimeout,
        Duration answerTimeout,
        Duration idleTimeout,
        Duration watchMin,
        Duration watchMax,
        Duration backoffFirst,
        Duration backoffMax,
        Duration absentRetry) {
    static final WatchTiming DEFAULT =
            new WatchTiming(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(90),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(1));
}
