package io.nftproxy.app;

import java.util.function.IntConsumer;
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

    private final IntConsumer end;

    /**
     * Creates the handler.
     *
     * @param end ends the process with a status
     */
    FatalErrors(IntConsumer end) {
        this.end = end;
    }

    /** Installs the handler for all threads. It runs no shutdown hooks, as those could hang. */
    static void install() {
        Thread.setDefaultUncaughtExceptionHandler(new FatalErrors(Runtime.getRuntime()::halt));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable cause) {
        try {
            LOG.error("Thread {} ended unexpectedly", thread.getName(), cause);
        } finally {
            if (cause instanceof Error) {
                end.accept(FAILURE);
            }
        }
    }
}
