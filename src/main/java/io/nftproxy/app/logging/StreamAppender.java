package io.nftproxy.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.nftproxy.config.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes each event to the writer of its stream, in order for each thread. */
final class StreamAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final int KEPT = 32;

    private final LineFormat format;
    private final LineWriter errors;
    private final LineWriter others;
    private volatile boolean traceAlways;
    private volatile boolean ending;
    private final Deque<Map<String, @Nullable Object>> warnings = new ArrayDeque<>();

    /**
     * Creates the appender.
     *
     * @param errors the started writer of errors; closed with the appender
     * @param others the writer of other lines; the same one if all lines go to one stream
     */
    StreamAppender(LineFormat format, LineWriter errors, LineWriter others) {
        this.format = format;
        this.errors = errors;
        this.others = others;
    }

    /** Sets whether to print the stacks of all exceptions, not only those of errors. */
    void traceAlways(boolean always) {
        traceAlways = always;
    }

    /** Writes all queued lines, and waits for each further one. */
    void end() {
        ending = true;
        errors.flush();
        others.flush();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            keep(event);
        }
        boolean error = event.getLevel().isGreaterOrEqual(Level.ERROR);
        byte[] line = format.format(event, error || traceAlways).getBytes(StandardCharsets.UTF_8);
        (error ? errors : others).write(line, error || ending);
    }

    private void keep(ILoggingEvent event) {
        synchronized (warnings) {
            if (warnings.size() == KEPT) {
                warnings.removeLast();
            }
            warnings.addFirst(
                    JsonText.object(
                            "time", event.getInstant(),
                            "level", event.getLevel(),
                            "message", event.getFormattedMessage()));
        }
    }

    /** Returns the last warnings and errors, the newest first. */
    List<Map<String, @Nullable Object>> warnings() {
        synchronized (warnings) {
            return List.copyOf(warnings);
        }
    }

    @Override
    public void stop() {
        super.stop();
        errors.close();
        others.close();
    }
}
