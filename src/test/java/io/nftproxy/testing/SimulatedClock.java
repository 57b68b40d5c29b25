package io.nftproxy.testing;

import io.nftproxy.sync.LoopClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until something waits. A wait takes no real time: it moves the clock,
 * and runs the events that become due meanwhile on the waiting thread.
 */
public final class SimulatedClock implements LoopClock {
    private static final long START = 1;

    private final AtomicLong now = new AtomicLong(START);
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private int scheduled;
    private long waited;
    private volatile long jumped;

    private record Event(long at, int number, Runnable action) {}

    /**
     * Schedules an event; events of the same time run in the order in which they were scheduled.
     */
    public void after(Duration time, Runnable event) {
        events.add(new Event(now.get() + time.toNanos(), scheduled++, event));
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        sleep(time.toNanos());
    }

    /** Lets time pass in which the thread could run but has no processor. */
    public void waitForProcessor(Duration time) {
        waited += time.toNanos();
        pass(time);
    }

    /** Returns the time since the clock was made. */
    public Duration elapsed() {
        return Duration.ofNanos(now.get() - START);
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    /** Sets the wall clock to another time; a negative duration sets it back. */
    public void jump(Duration time) {
        jumped += time.toNanos();
    }

    /** A year after the epoch, when the clock was made. */
    @Override
    public long unixNanos() {
        return Duration.ofDays(365).toNanos() + now.get() + jumped;
    }

    /** All time counts but that of {@link #waitForProcessor}. */
    @Override
    public long processorNanos() {
        return now.get() - waited;
    }

    /** Returns after one event, which may have sent the signal. */
    @Override
    public long await(Condition signal, long nanos) {
        long end = now.get() + nanos;
        Event next = dueBy(end);
        now.set(next == null ? end : Math.max(now.get(), next.at()));
        if (next != null) {
            next.action().run();
        }
        return end - now.get();
    }

    @Override
    public void sleep(long nanos) {
        long end = now.get() + nanos;
        for (Event next = dueBy(end); next != null; next = dueBy(end)) {
            now.set(Math.max(now.get(), next.at()));
            next.action().run();
        }
        now.set(Math.max(now.get(), end));
    }

    private @Nullable Event dueBy(long time) {
        Event next = events.peek();
        return next == null || next.at() > time ? null : events.poll();
    }
}
