package io.nftproxy.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.nftproxy.config.LogFormat;
import io.nftproxy.config.Logging;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream and the level of log lines. */
class ProcessLoggingTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final LoggerContext context = new LoggerContext();
    private final ProcessLogging logging =
            new ProcessLogging(context, new PrintStream(out, true), new PrintStream(err, true));

    @ParameterizedTest(name = "-v {0}: own {1}, libraries {2}")
    @CsvSource({
        "0, INFO, WARN",
        "1, INFO, WARN",
        "2, INFO, INFO",
        "3, INFO, INFO",
        "4, DEBUG, INFO",
        "5, DEBUG, INFO",
        "6, TRACE, INFO",
        "8, TRACE, DEBUG",
        "9, TRACE, DEBUG",
        "10, TRACE, TRACE",
        "100, TRACE, TRACE"
    })
    void verbositySetsLevels(int verbosity, String own, String libraries) {
        logging.setVerbosity(verbosity);
        assertThat(context.getLogger("io.nftproxy.sync.ProxyLoop").getEffectiveLevel())
                .isEqualTo(Level.valueOf(own));
        assertThat(context.getLogger("io.fabric8.kubernetes").getEffectiveLevel())
                .isEqualTo(Level.valueOf(libraries));
    }

    @Test
    void everyLineGoesToStandardErrorOnce() {
        logging.configureDefaults();
        logging.configure(settings(LogFormat.TEXT, false));
        Logger log = context.getLogger("io.nftproxy.app.A");
        log.info("one");
        log.error("two");
        log.debug("three");
        assertThat(written(err).lines())
                .hasSize(2)
                .first()
                .asString()
                .matches("I\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{6} +\\d+ A\\] one");
        assertThat(written(out)).isEmpty();
    }

    @Test
    void splitStreamSeparatesErrors() {
        logging.configure(settings(LogFormat.JSON, true));
        Logger log = context.getLogger("io.nftproxy.app.A");
        log.warn("one");
        log.error("two");
        assertThat(written(out)).contains("\"one\"").doesNotContain("two");
        assertThat(written(err)).contains("\"two\"").doesNotContain("one");
    }

    @Test
    void stackTraceOfAWarningNeedsVerbosity4() {
        logging.configure(settings(LogFormat.TEXT, false));
        Logger log = context.getLogger("io.nftproxy.app.A");
        log.warn("quiet", new IllegalStateException("x"));
        assertThat(written(err)).doesNotContain("\tat ");
        logging.setVerbosity(4);
        log.warn("loud", new IllegalStateException("x"));
        assertThat(written(err)).contains("\tat ");
    }

    @Test
    void loggingStartsWithoutAConfigurationFile() {
        LoggerContext process = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(process.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().next())
                .isInstanceOf(StreamAppender.class);
        assertThat(process.getLogger("io.nftproxy").getLevel()).isEqualTo(Level.INFO);
    }

    private String written(ByteArrayOutputStream stream) {
        logging.end();
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static Logging settings(LogFormat format, boolean split) {
        return new Logging(format, 0, split);
    }
}
