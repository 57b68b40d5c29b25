package io.nftproxy.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs uncaught exceptions, and ends the process after an {@link Error}, such as an
 * OutOfMemoryError, because its state is no longer reliable. The rules stay in the kernel until the
 * container runtime has started it again.
 */
final class FatalErrors implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FatalErrors.class);
    private static final int FAILURE = 1;

    private static final int RESERVE_BYTES = 1 << 17;

    /** For the case that there is no memory for a log line, so it is made in advance. */
    private static final byte[] LAST_LINE =
            "A thread ended unexpectedly, without memory to log more; ending with status 1\n"
                    .getBytes(StandardCharsets.UTF_8);

    private final IntConsumer end;
    private final OutputStream err;

    /** Memory for the log line about a lack of memory. */
    private final AtomicReference<byte @Nullable []> reserve =
            new AtomicReference<>(new byte[RESERVE_BYTES]);

    /**
     * Creates the handler.
     *
     * @param err receives the last line if it cannot be logged
     */
    FatalErrors(IntConsumer end, OutputStream err) {
        this.end = end;
        this.err = err;
    }

    /** Installs the handler for all threads. It runs no shutdown hooks, as those could hang. */
    static void install() {
        Thread.setDefaultUncaughtExceptionHandler(
                new FatalErrors(
                        Runtime.getRuntime()::halt, new FileOutputStream(FileDescriptor.err)));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable cause) {
        if (cause instanceof Error && reserve.getAndSet(null) == null) {
            // Another thread's error is ending the process.
            return;
        }
        try {
            log(thread, cause);
        } finally {
            if (cause instanceof Error) {
                end.accept(FAILURE);
            }
        }
    }

    private void log(Thread thread, Throwable cause) {
        try {
            LOG.error("Thread {} ended unexpectedly", thread.getName(), cause);
        } catch (VirtualMachineError _) {
            try {
                err.write(LAST_LINE);
            } catch (IOException _) {
                // There is no other place for it.
            }
        }
    }
}
