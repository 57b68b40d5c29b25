package io.nftproxy.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** How one event becomes text. */
sealed interface LineFormat permits KlogFormat, JsonFormat {
    /**
     * The text of an event, with the line's end.
     *
     * @param trace whether an exception's stack is wanted
     */
    String format(ILoggingEvent event, boolean trace);
}
