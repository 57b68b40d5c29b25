package io.nftproxy.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.nftproxy.config.json.JsonText;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/**
 * The text format of klog: severity, date, time, process, source, message, {@code key="value"}.
 *
 * <pre>
 * I1122 14:05:11.123456       1 ProxyLoop] "Synced" operations=12 bytes=840
 * E1122 14:05:11.123456       1 ProxyLoop] "Sync failed" err="CommitRejected: add element: EPERM"
 * </pre>
 *
 * <p>The source is the logger's class: a line number would cost more than all the rest. Lines after
 * the first begin with a tab, so that a message cannot forge another line.
 *
 * @param zone of the times
 * @param process the id in each line
 */
record KlogFormat(ZoneId zone, long process) implements LineFormat {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMdd HH:mm:ss.SSSSSS", Locale.ROOT);

    @Override
    public String format(ILoggingEvent event, boolean trace) {
        StringBuilder line = new StringBuilder(160);
        line.append(severity(event.getLevel()));
        TIME.formatTo(event.getInstant().atZone(zone), line);
        String id = Long.toString(process);
        line.repeat(' ', Math.max(1, 8 - id.length())).append(id).append(' ');
        line.append(source(event.getLoggerName())).append("] ");
        appendMessage(line, event);
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append(" err=");
            JsonText.appendString(line, Thrown.summary(thrown));
            if (trace) {
                line.append("\n\t").append(indented(ThrowableProxyUtil.asString(thrown).strip()));
            }
        }
        return line.append('\n').toString();
    }

    private static char severity(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) {
            return 'E';
        }
        return level.isGreaterOrEqual(Level.WARN) ? 'W' : 'I';
    }

    private static String source(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    /** Appends the message, in quotes if values follow, as klog does. */
    private static void appendMessage(StringBuilder line, ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        String message = event.getFormattedMessage();
        if (pairs == null || pairs.isEmpty()) {
            line.append(indented(message));
            return;
        }
        JsonText.appendString(line, message);
        for (KeyValuePair pair : pairs) {
            line.append(' ').append(pair.key).append('=');
            if (pair.value instanceof Number || pair.value instanceof Boolean) {
                line.append(pair.value);
            } else {
                JsonText.appendString(line, String.valueOf(pair.value));
            }
        }
    }

    private static String indented(String text) {
        return text.replace("\r", "").replace("\n", "\n\t");
    }
}
