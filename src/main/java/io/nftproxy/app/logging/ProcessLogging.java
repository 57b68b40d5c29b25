package io.nftproxy.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.nftproxy.config.LogFormat;
import io.nftproxy.config.Logging;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * The logging of this process.
 *
 * <p>Until {@link #configure} is called, lines are text of verbosity 0 on standard error. {@link
 * LineWriter} writes them.
 */
public final class ProcessLogging {
    private static final String OWN = "io.nftproxy";

    /** A working reader of the log reads something within this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final LoggerContext context;
    private final PrintStream out;
    private final PrintStream err;

    ProcessLogging(LoggerContext context, PrintStream out, PrintStream err) {
        this.context = context;
        this.out = out;
        this.err = err;
    }

    /** Returns the logging of this process. All instances share one state. */
    public static ProcessLogging ofProcess() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return new ProcessLogging(context, System.out, System.err);
    }

    public synchronized void configure(Logging settings) {
        start(settings.format(), settings.splitStream());
        setVerbosity(settings.verbosity());
    }

    /** Logs warnings and errors only, for commands with output for people. */
    public synchronized void configureQuiet() {
        configureDefaults();
        context.getLogger(OWN).setLevel(Level.WARN);
    }

    /** Applies the settings that the process starts with. */
    synchronized void configureDefaults() {
        start(LogFormat.TEXT, false);
        setVerbosity(0);
    }

    private void start(LogFormat wanted, boolean split) {
        LineFormat format =
                switch (wanted) {
                    case TEXT ->
                            new KlogFormat(ZoneId.systemDefault(), ProcessHandle.current().pid());
                    case JSON -> new JsonFormat();
                };
        LineWriter errors = writer(err);
        LineWriter others = split ? writer(out) : errors;
        StreamAppender appender = new StreamAppender(format, errors, others);
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        List<Appender<ILoggingEvent>> before = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(before::add);
        // Add before removing, so that no line is lost.
        root.addAppender(appender);
        before.forEach(root::detachAppender);
        before.forEach(Appender::stop);
    }

    private LineWriter writer(PrintStream stream) {
        return new LineWriter(stream, PATIENCE, this::logLost).start();
    }

    private void logLost(long lines) {
        context.getLogger(ProcessLogging.class)
                .warn(
                        "Lost {} log lines: the log was not read for {} s",
                        lines,
                        PATIENCE.toSeconds());
    }

    /**
     * Returns the last warnings and errors, the newest first: objects with {@code time}, {@code
     * level} and {@code message}.
     */
    public List<Object> recentWarnings() {
        List<Object> warnings = new ArrayList<>();
        streams(stream -> warnings.addAll(stream.warnings()));
        return warnings;
    }

    /** Writes all queued lines, and waits for each further one: the process ends. */
    public void end() {
        streams(StreamAppender::end);
    }

    private void streams(Consumer<StreamAppender> action) {
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .iteratorForAppenders()
                .forEachRemaining(
                        appender -> {
                            if (appender instanceof StreamAppender stream) {
                                action.accept(stream);
                            }
                        });
    }

    /**
     * Sets the verbosity, for all threads from now on.
     *
     * @param wanted 0 or more
     */
    public synchronized void setVerbosity(int wanted) {
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .setLevel(Verbosity.ofLibraries(wanted));
        context.getLogger(OWN).setLevel(Verbosity.own(wanted));
        streams(stream -> stream.traceAlways(wanted >= Verbosity.STEPS));
    }
}
