package io.nftproxy.app.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/** Configures Logback at the first log line, in place of a file. */
public final class LogbackStart extends ContextAwareBase implements Configurator {
    /** For the service loader. */
    public LogbackStart() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        ProcessLogging logging = new ProcessLogging(context, System.out, System.err);
        logging.configureDefaults();
        Runtime.getRuntime().addShutdownHook(new Thread(logging::end, "log-end"));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
