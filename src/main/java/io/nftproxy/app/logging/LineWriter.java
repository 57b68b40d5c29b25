package io.nftproxy.app.logging;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Writes lines to a stream on a thread of its own, so that a pipe without a reader does not block
 * threads that log.
 *
 * <p>A queue holds up to {@link #BYTES_MAX}. While it is full, threads that log wait, so that a
 * slow reader loses nothing. A stream that accepts nothing for the time of the patience is stuck;
 * until it accepts something again, lines that do not fit the queue are dropped and counted.
 */
final class LineWriter implements AutoCloseable {
    /** Some thousand lines. */
    static final int BYTES_MAX = 1 << 20;

    private final PrintStream stream;
    private final Duration patience;
    private final LongConsumer lost;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final Queue<byte[]> queue = new ArrayDeque<>();
    private int queuedBytes;
    private long queuedLines;
    private long writtenLines;
    private long lostLines;
    private boolean stuck;
    private boolean closed;

    /**
     * Creates the writer without starting its thread.
     *
     * @param patience how long a stream may accept nothing before it is stuck
     * @param lost receives the number of dropped lines once the stream accepts lines again, on the
     *     thread of the writer
     */
    LineWriter(PrintStream stream, Duration patience, LongConsumer lost) {
        this.stream = stream;
        this.patience = patience;
        this.lost = lost;
        thread = Thread.ofPlatform().daemon().name("log").unstarted(this::run);
    }

    LineWriter start() {
        thread.start();
        return this;
    }

    /**
     * Queues a line.
     *
     * @param wait whether to wait until it is written or the stream is stuck, for lines that may be
     *     the last of the process
     */
    void write(byte[] line, boolean wait) {
        lock.lock();
        try {
            boolean mayWait = Thread.currentThread() != thread;
            while (queuedBytes > 0 && queuedBytes + line.length > BYTES_MAX && !stuck && mayWait) {
                awaitProgress();
            }
            if (queuedBytes > 0 && queuedBytes + line.length > BYTES_MAX) {
                lostLines++;
                return;
            }
            queue.add(line);
            queuedBytes += line.length;
            long number = ++queuedLines;
            changed.signalAll();
            while (wait && mayWait && writtenLines < number && !stuck) {
                awaitProgress();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a line is written, or marks the stream as stuck. */
    private void awaitProgress() {
        long before = writtenLines;
        boolean interrupted = false;
        long left = patience.toNanos();
        while (writtenLines == before && !stuck && left > 0) {
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        stuck |= writtenLines == before;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until all queued lines are written, or the stream is stuck. */
    void flush() {
        lock.lock();
        try {
            while (!queue.isEmpty() && !stuck) {
                awaitProgress();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        byte[] line = next();
        while (line.length > 0) {
            stream.write(line, 0, line.length);
            stream.flush();
            written(line.length);
            line = next();
        }
    }

    /** Waits for the next line and returns it, without removing it; empty after the last. */
    private byte[] next() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return queue.isEmpty() ? new byte[0] : queue.element();
        } finally {
            lock.unlock();
        }
    }

    private void written(int bytes) {
        long missing;
        lock.lock();
        try {
            queue.remove();
            queuedBytes -= bytes;
            writtenLines++;
            stuck = false;
            missing = lostLines;
            lostLines = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (missing > 0) {
            lost.accept(missing);
        }
    }

    /** Ends the thread once all queued lines are written. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
