package io.nftproxy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for the effect of another thread or process. A wait fails after 30 seconds. */
public final class Await {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_MILLIS = 10;

    private Await() {}

    /** Waits until a condition is true. */
    public static void until(Callable<Boolean> condition) throws Exception {
        until(condition, () -> "the condition");
    }

    /**
     * Waits until a condition is true.
     *
     * @param state describes the state in a failure
     */
    public static void until(Callable<Boolean> condition, Supplier<String> state) throws Exception {
        assertThat(poll(condition, value -> value)).as(state).isTrue();
    }

    /**
     * Reads a text again and again, until it contains another one.
     *
     * @param read returns the present text; a failure shows the last one
     */
    public static void text(Callable<String> read, String wanted) throws Exception {
        assertThat(poll(read, found -> found.contains(wanted))).contains(wanted);
    }

    /** Returns the first value that is accepted, or the last one. */
    private static <T> T poll(Callable<T> read, Predicate<T> accepted) throws Exception {
        long start = System.nanoTime();
        T value = read.call();
        while (!accepted.test(value) && System.nanoTime() - start < PATIENCE_NANOS) {
            Thread.sleep(PAUSE_MILLIS);
            value = read.call();
        }
        return value;
    }
}
