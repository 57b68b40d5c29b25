package io.nftproxy.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** The exact text of log lines. */
class LineFormatTest {
    private static final LineFormat TEXT = new KlogFormat(ZoneOffset.UTC, 42);
    private static final LineFormat JSON = new JsonFormat();

    @Test
    void messageWithoutValues() {
        LoggingEvent event = event(Level.INFO, "Watching {}", "services");
        assertThat(TEXT.format(event, false))
                .isEqualTo("I1122 14:05:11.123456      42 ProxyLoop] Watching services\n");
        assertThat(JSON.format(event, false))
                .isEqualTo(
                        "{\"ts\":1795356311123.456,\"level\":\"info\","
                                + "\"logger\":\"io.nftproxy.sync.ProxyLoop\","
                                + "\"msg\":\"Watching services\",\"v\":0}\n");
    }

    @Test
    void messageWithValues() {
        LoggingEvent event =
                event(
                        Level.DEBUG,
                        "Synced",
                        new KeyValuePair("bytes", 840),
                        new KeyValuePair("full", true),
                        new KeyValuePair("service", "default/a \"b\""),
                        new KeyValuePair("ports", List.of(1, 2)),
                        new KeyValuePair("none", null));
        assertThat(TEXT.format(event, false))
                .isEqualTo(
                        "I1122 14:05:11.123456      42 ProxyLoop] \"Synced\" bytes=840 full=true"
                                + " service=\"default/a \\\"b\\\"\" ports=\"[1, 2]\" none=\"null\"\n");
        assertThat(JSON.format(event, false))
                .endsWith(
                        "\"msg\":\"Synced\",\"v\":4,\"bytes\":840,\"full\":true,"
                                + "\"service\":\"default/a \\\"b\\\"\",\"ports\":[1,2],"
                                + "\"none\":null}\n");
    }

    @Test
    void errorLineHasTheCauses() {
        LoggingEvent event = event(Level.ERROR, "Sync failed");
        event.setThrowableProxy(
                new ch.qos.logback.classic.spi.ThrowableProxy(
                        new IllegalStateException("no\nanswer", new IOException("EPIPE"))));
        assertThat(TEXT.format(event, false))
                .isEqualTo(
                        "E1122 14:05:11.123456      42 ProxyLoop] Sync failed"
                                + " err=\"IllegalStateException: no\\nanswer: caused by"
                                + " IOException: EPIPE\"\n");
        assertThat(JSON.format(event, false))
                .endsWith(
                        "\"msg\":\"Sync failed\",\"err\":\"IllegalStateException: no\\nanswer:"
                                + " caused by IOException: EPIPE\"}\n")
                .contains("\"level\":\"error\"")
                .doesNotContain("\"v\":");
    }

    @Test
    void stackTraceIsIndented() {
        LoggingEvent event = event(Level.WARN, "first\nE1122 forged");
        event.setThrowableProxy(
                new ch.qos.logback.classic.spi.ThrowableProxy(new IOException("x\nE1122 forged")));
        String text = TEXT.format(event, true);
        assertThat(text)
                .startsWith("W1122 ")
                .contains("\tat io.nftproxy.app.logging.LineFormatTest");
        assertThat(text.lines().skip(1)).allMatch(line -> line.startsWith("\t"));
        String json = JSON.format(event, true);
        assertThat(json.lines()).hasSize(1);
        assertThat(json)
                .contains("\"stacktrace\":\"java.io.IOException: x\\nE1122 forged\\n\\tat io.");
    }

    @Test
    void valueDoesNotOverwriteAFieldOfTheLine() {
        LoggingEvent event = event(Level.INFO, "real", new KeyValuePair("msg", "false"));
        assertThat(JSON.format(event, false)).contains("\"msg\":\"real\"").doesNotContain("false");
    }

    @Test
    void longProcessIdIsFollowedByABlank() {
        LineFormat format = new KlogFormat(ZoneOffset.UTC, 123456789);
        assertThat(format.format(event(Level.INFO, "x"), false))
                .isEqualTo("I1122 14:05:11.123456 123456789 ProxyLoop] x\n");
    }

    private static LoggingEvent event(Level level, String message, @Nullable Object... rest) {
        var logger = new LoggerContext().getLogger("io.nftproxy.sync.ProxyLoop");
        LoggingEvent event = new LoggingEvent("test", logger, level, message, null, rest);
        event.setInstant(Instant.parse("2026-11-22T14:05:11.123456789Z"));
        return event;
    }

    private static LoggingEvent event(Level level, String message, KeyValuePair... pairs) {
        LoggingEvent event = event(level, message, new Object[0]);
        List.of(pairs).forEach(event::addKeyValuePair);
        return event;
    }
}
