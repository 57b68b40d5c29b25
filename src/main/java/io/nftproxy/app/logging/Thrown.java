package io.nftproxy.app.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;

/** Summaries of exceptions. */
final class Thrown {
    /** The most causes in a summary; a chain of causes may be circular. */
    private static final int MAX_CAUSES = 4;

    private Thrown() {}

    /** Returns {@code CommitRejected: add element: caused by IOException: broken pipe}. */
    static String summary(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder(one(thrown));
        IThrowableProxy cause = thrown.getCause();
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            text.append(": caused by ").append(one(cause));
            cause = cause.getCause();
        }
        return text.toString();
    }

    private static String one(IThrowableProxy thrown) {
        String type = thrown.getClassName();
        String name = type.substring(type.lastIndexOf('.') + 1);
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }
}
