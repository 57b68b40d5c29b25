package io.nftproxy.serve.http;

import java.time.Duration;

/** How long to wait before the next try: doubled each time, from the first to the longest. */
public record Backoff(Duration first, Duration longest) {

    /** The same wait each time. */
    public static Backoff constant(Duration wait) {
        return new Backoff(wait, wait);
    }

    /**
     * The wait after a failed attempt.
     *
     * @param attempt 1 for the first one
     */
    Duration after(int attempt) {
        Duration wait = first;
        for (int i = 1; i < attempt && wait.compareTo(longest) < 0; i++) {
            wait = wait.plus(wait);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
