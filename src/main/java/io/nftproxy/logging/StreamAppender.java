package io.nftproxy.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Writes each event to a stream at once; the base class lets one thread in at a time. */
final class StreamAppender extends AppenderBase<ILoggingEvent> {
    private final LineFormat format;
    private final PrintStream errors;
    private final PrintStream others;
    private volatile boolean traceAlways;

    StreamAppender(LineFormat format, PrintStream errors, PrintStream others) {
        this.format = format;
        this.errors = errors;
        this.others = others;
    }

    /** Whether the stacks of all exceptions are wanted, not just those of errors. */
    void traceAlways(boolean always) {
        traceAlways = always;
    }

    @Override
    protected void append(ILoggingEvent event) {
        boolean error = event.getLevel().isGreaterOrEqual(Level.ERROR);
        PrintStream stream = error ? errors : others;
        byte[] line = format.format(event, error || traceAlways).getBytes(StandardCharsets.UTF_8);
        stream.write(line, 0, line.length);
        stream.flush();
    }
}
