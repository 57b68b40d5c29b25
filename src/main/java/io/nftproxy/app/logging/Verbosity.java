package io.nftproxy.app.logging;

import ch.qos.logback.classic.Level;

/**
 * What the number after {@code -v} means.
 *
 * <p>Kubernetes' own scale runs from 0, what an operator should always see, to 10. Libraries are
 * two to four steps behind: their details are of use only to those who look for a bug in them.
 */
final class Verbosity {
    /** From here on each step is logged, and every exception with where it came from. */
    static final int STEPS = 4;

    private static final int EVERYTHING = 6;
    private static final int LIBRARIES = 2;
    private static final int LIBRARY_STEPS = 8;
    private static final int LIBRARY_EVERYTHING = 10;

    private Verbosity() {}

    /** The level of nftproxy's own loggers. */
    static Level own(int verbosity) {
        if (verbosity >= EVERYTHING) {
            return Level.TRACE;
        }
        return verbosity >= STEPS ? Level.DEBUG : Level.INFO;
    }

    /** The level of everyone else's. */
    static Level ofLibraries(int verbosity) {
        if (verbosity >= LIBRARY_EVERYTHING) {
            return Level.TRACE;
        }
        if (verbosity >= LIBRARY_STEPS) {
            return Level.DEBUG;
        }
        return verbosity >= LIBRARIES ? Level.INFO : Level.WARN;
    }

    /** The verbosity that shows a line of this level, for readers who know the scale. */
    static int of(Level level) {
        if (level.isGreaterOrEqual(Level.INFO)) {
            return 0;
        }
        return level.isGreaterOrEqual(Level.DEBUG) ? STEPS : EVERYTHING;
    }
}
