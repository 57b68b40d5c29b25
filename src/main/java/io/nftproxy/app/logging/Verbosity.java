package io.nftproxy.app.logging;

import ch.qos.logback.classic.Level;

/**
 * The scale of {@code -v}.
 *
 * <p>Kubernetes' scale runs from 0, which an operator should always see, to 10. Libraries log the
 * same detail two to four steps higher: it helps only to find bugs in them.
 */
final class Verbosity {
    /** The verbosity that logs each step, and every exception with its stack. */
    static final int STEPS = 4;

    private static final int EVERYTHING = 6;
    private static final int LIBRARIES = 2;
    private static final int LIBRARY_STEPS = 8;
    private static final int LIBRARY_EVERYTHING = 10;

    private Verbosity() {}

    /** Returns the level of nftproxy's own loggers. */
    static Level own(int verbosity) {
        if (verbosity >= EVERYTHING) {
            return Level.TRACE;
        }
        return verbosity >= STEPS ? Level.DEBUG : Level.INFO;
    }

    /** Returns the level of the loggers of libraries. */
    static Level ofLibraries(int verbosity) {
        if (verbosity >= LIBRARY_EVERYTHING) {
            return Level.TRACE;
        }
        if (verbosity >= LIBRARY_STEPS) {
            return Level.DEBUG;
        }
        return verbosity >= LIBRARIES ? Level.INFO : Level.WARN;
    }

    /** Returns the lowest verbosity that shows lines of this level. */
    static int of(Level level) {
        if (level.isGreaterOrEqual(Level.INFO)) {
            return 0;
        }
        return level.isGreaterOrEqual(Level.DEBUG) ? STEPS : EVERYTHING;
    }
}
