package io.nftproxy.app;

import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a thread ends by something nobody expected. Behind an {@link Error}, as want of
 * memory, nothing can be relied on: the process ends at once and is started anew, and the rules
 * stay meanwhile.
 */
final class FatalErrors implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FatalErrors.class);
    private static final int FAILURE = 1;

    private final IntConsumer end;

    /**
     * @param end ends the process with a status
     */
    FatalErrors(IntConsumer end) {
        this.end = end;
    }

    /** For all threads; the end runs no shutdown hooks, for those could hang. */
    static void install() {
        Thread.setDefaultUncaughtExceptionHandler(new FatalErrors(Runtime.getRuntime()::halt));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable cause) {
        try {
            LOG.error("thread {} ended unexpectedly", thread.getName(), cause);
        } finally {
            if (cause instanceof Error) {
                end.accept(FAILURE);
            }
        }
    }
}
