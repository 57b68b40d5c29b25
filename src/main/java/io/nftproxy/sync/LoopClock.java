package io.nftproxy.sync;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The clock of the sync thread; tests have their own. */
public interface LoopClock {
    /** {@link System#nanoTime}. */
    long nanoTime();

    /** Unix time in nanoseconds. */
    long unixNanos();

    /** Sleeps for a time, or until a condition holds. */
    void sleep(long nanos, BooleanSupplier enough) throws InterruptedException;

    /** Returns the machine's clock. */
    static LoopClock system() {
        return new LoopClock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public long unixNanos() {
                Instant now = Instant.now();
                return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
            }

            @Override
            public void sleep(long nanos, BooleanSupplier enough) throws InterruptedException {
                long step = TimeUnit.MILLISECONDS.toNanos(50);
                long end = System.nanoTime() + nanos;
                for (long left = nanos;
                        left > 0 && !enough.getAsBoolean();
                        left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.sleep(Math.min(left, step));
                }
            }
        };
    }
}
