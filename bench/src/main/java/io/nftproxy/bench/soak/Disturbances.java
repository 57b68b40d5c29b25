package io.nftproxy.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Disturbances of the run by the machine: dropped packets, and pauses of this process. */
final class Disturbances {
    private static final Path SOFTNET = Path.of("/proc/net/softnet_stat");
    private static final Path PRESSURE = Path.of("/proc/pressure/cpu");
    private static final int DROPPED = 1;
    private static final int HEXADECIMAL = 16;
    private static final long TICK_MILLIS = 10;
    private static final long PAUSE_NANOS = 100_000_000L;

    private final long start = System.nanoTime();
    private final long droppedBefore = readDropped();
    private final long waitingBefore = readWaitingMicros();
    private volatile int pauses;
    private volatile long longestNanos;

    /** Starts to measure. */
    Disturbances() throws IOException {
        Thread.ofPlatform().daemon().name("pauses").start(this::watch);
    }

    /** Measures pauses. Only its thread writes the fields. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    private void watch() {
        try {
            while (true) {
                long before = System.nanoTime();
                Thread.sleep(TICK_MILLIS);
                long nanos = System.nanoTime() - before - TICK_MILLIS * 1_000_000;
                if (nanos >= PAUSE_NANOS) {
                    pauses++;
                    longestNanos = Math.max(longestNanos, nanos);
                }
            }
        } catch (InterruptedException _) {
            // The soak has ended.
        }
    }

    /** Returns the number of packets for which the receive queues of processors had no room. */
    long dropped() throws IOException {
        return readDropped() - droppedBefore;
    }

    int pauses() {
        return pauses;
    }

    long longestNanos() {
        return longestNanos;
    }

    /** Returns the share of the time in which a process waited for a processor, in percent. */
    double waiting() throws IOException {
        double micros = (System.nanoTime() - start) / 1e3;
        return (readWaitingMicros() - waitingBefore) * 100 / micros;
    }

    private static long readDropped() throws IOException {
        return Files.readAllLines(SOFTNET).stream()
                .mapToLong(line -> Long.parseLong(line.split(" ")[DROPPED], HEXADECIMAL))
                .sum();
    }

    /** Returns 0 if the kernel does not count it. */
    private static long readWaitingMicros() throws IOException {
        if (!Files.exists(PRESSURE)) {
            return 0;
        }
        String some = Files.readAllLines(PRESSURE).getFirst();
        return Long.parseLong(some.substring(some.indexOf("total=") + 6));
    }
}
