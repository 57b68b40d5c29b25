package io.nftproxy.api.watch;

import io.nftproxy.core.pacing.Backoff;
import java.time.Duration;

/**
 * The timeouts and retry intervals of lists and watches.
 *
 * @param readTimeout the longest wait for the next bytes of a list
 * @param answerTimeout the longest wait for the header of a watch's answer, which the API server
 *     sends before the first event. A busy server may hold a request back for 15 s
 * @param idleTimeout the longest wait for the next bytes of a watch. The API server sends a
 *     bookmark every minute, so a longer silence means a half-open connection; the JDK's HTTP
 *     client has no TCP keepalive
 * @param watchMin the shortest lifetime that a watch asks for
 * @param watchMax the longest lifetime that a watch asks for
 * @param backoff between attempts. Its bound is short, because it delays changes after the API
 *     server is back; a busy server asks for longer waits with {@code Retry-After}
 * @param absentRetry the time between two lists of a kind that the API server does not have
 */
record WatchTiming(
        Duration readTimeout,
        Duration answerTimeout,
        Duration idleTimeout,
        Duration watchMin,
        Duration watchMax,
        Backoff backoff,
        Duration absentRetry) {
    static final WatchTiming DEFAULT =
            new WatchTiming(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(90),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5)),
                    Duration.ofMinutes(1));
}
