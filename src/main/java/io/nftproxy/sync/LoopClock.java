package io.nftproxy.sync;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.LongSupplier;

/** The clock of the sync thread, and its waits; tests have their own. */
public interface LoopClock {
    /** {@link System#nanoTime}. */
    long nanoTime();

    /** Unix time in nanoseconds. */
    long unixNanos();

    /** The processor time that the calling thread has taken, in nanoseconds. */
    long processorNanos();

    /**
     * Waits for a signal; the caller holds the condition's lock.
     *
     * @return the time left in nanoseconds; 0 or less if the time is over
     */
    long await(Condition signal, long nanos) throws InterruptedException;

    /** Waits until the time is over. */
    void sleep(long nanos) throws InterruptedException;

    /** Returns the machine's clock, for which all time that passes is processor time. */
    static LoopClock system() {
        return system(System::nanoTime);
    }

    /**
     * Returns the machine's clock.
     *
     * @param processorNanos returns the calling thread's processor time
     */
    static LoopClock system(LongSupplier processorNanos) {
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
            public long processorNanos() {
                return processorNanos.getAsLong();
            }

            @Override
            @SuppressWarnings("WaitNotInLoop") // The caller loops.
            public long await(Condition signal, long nanos) throws InterruptedException {
                return signal.awaitNanos(nanos);
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        };
    }
}
