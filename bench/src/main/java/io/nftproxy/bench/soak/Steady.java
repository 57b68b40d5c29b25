package io.nftproxy.bench.soak;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Work that is repeated at a steady rate, on its own thread. */
final class Steady implements AutoCloseable {
    private final String name;
    private final long intervalNanos;
    private final Work work;
    private final Thread thread;
    private volatile boolean over;
    private volatile @Nullable Exception failure;

    /** A unit of work. */
    @FunctionalInterface
    interface Work {
        /**
         * Does one unit.
         *
         * @param number counts from 0
         */
        void run(long number) throws Exception;
    }

    /** Starts the thread. */
    Steady(String name, long intervalNanos, Work work) {
        this.name = name;
        this.intervalNanos = intervalNanos;
        this.work = work;
        this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    private void run() {
        long next = System.nanoTime();
        try {
            for (long number = 0; !over; number++) {
                work.run(number);
                next = Math.max(next + intervalNanos, System.nanoTime() - intervalNanos);
                while (!over && System.nanoTime() < next) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            }
        } catch (Exception e) {
            failure = e;
        }
    }

    /** Throws if the work has failed. */
    void check() {
        Exception cause = failure;
        if (cause != null) {
            throw new IllegalStateException(name + " failed", cause);
        }
    }

    /** Stops after the present unit of work, and waits for it. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        LockSupport.unpark(thread);
        thread.join();
    }
}
