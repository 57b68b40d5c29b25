package io.nftproxy.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** The format of log lines. */
sealed interface LineFormat permits KlogFormat, JsonFormat {
    /**
     * Returns the text of an event, with the end of the line.
     *
     * @param trace whether to print the stack of an exception
     */
    String format(ILoggingEvent event, boolean trace);
}
