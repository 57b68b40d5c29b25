package io.nftproxy.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.nftproxy.config.json.JsonText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * The JSON format of Kubernetes' component-base: one object a line.
 *
 * <pre>
 * {"ts":1795356311123.456,"level":"info","logger":"io.nftproxy.sync.ProxyLoop","msg":"Synced","v":0,"operations":12}
 * </pre>
 *
 * <p>{@code ts} is in milliseconds since 1970, {@code v} is the verbosity that shows the line and
 * is left out of warnings and errors, {@code err} is the summary of an exception, {@code
 * stacktrace} its stack.
 */
record JsonFormat() implements LineFormat {
    @Override
    public String format(ILoggingEvent event, boolean trace) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("ts", milliseconds(event.getInstant()));
        line.put("level", level(event.getLevel()));
        line.put("logger", event.getLoggerName());
        line.put("msg", event.getFormattedMessage());
        if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
            line.put("v", Verbosity.of(event.getLevel()));
        }
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            // Fields of the line itself are not overwritten.
            pairs.forEach(pair -> line.putIfAbsent(pair.key, pair.value));
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("err", Thrown.summary(thrown));
            if (trace) {
                line.put("stacktrace", ThrowableProxyUtil.asString(thrown).strip());
            }
        }
        return JsonText.of(line) + "\n";
    }

    private static BigDecimal milliseconds(Instant instant) {
        long micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
        return BigDecimal.valueOf(micros, 3);
    }

    private static String level(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) {
            return "error";
        }
        return level.isGreaterOrEqual(Level.WARN) ? "warning" : "info";
    }
}
