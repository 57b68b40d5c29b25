package io.nftproxy.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations in the format of Go and Kubernetes: {@code 1h30m}, {@code 200ms}, {@code 1.5h}, {@code
 * 0s}.
 *
 * <p>The grammar is that of Go's {@code time.ParseDuration}: an optional sign, then one or more
 * decimal numbers, each with one of the units ns, us, µs, ms, s, m, h; or just {@code 0}. The range
 * is that of 64 bits of nanoseconds, about 292 years.
 */
public final class GoDuration {
    private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

    /** A number and its unit. Parsing thousands of digits would be slow. */
    private static final Pattern PART =
            Pattern.compile("(\\d{1,40}(?:\\.\\d{0,40})?|\\.\\d{1,40})(ns|us|µs|μs|ms|s|m|h)");

    private GoDuration() {}

    /** Parses a duration; null if the text is invalid or out of range. */
    public static @Nullable Duration parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(rest);
        int end = 0;
        while (part.find() && part.start() == end) {
            BigDecimal unit = BigDecimal.valueOf(nanosOf(part.group(2)));
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
            end = part.end();
        }
        if (rest.isEmpty() || end < rest.length() || nanos.compareTo(MAX_NANOS) > 0) {
            return null;
        }
        return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }

    /**
     * Formats a duration as Go does: {@code 1h30m0s}, {@code 15m0s}, {@code 1.5s}, {@code 200ms}.
     */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        long nanos = duration.toNanos();
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        if (nanos < 1_000_000) {
            return decimal(nanos, 3) + "µs";
        }
        if (nanos < 1_000_000_000) {
            return decimal(nanos, 6) + "ms";
        }
        return hoursAndMinutes(duration) + decimal(nanos % 60_000_000_000L, 9) + "s";
    }

    private static String hoursAndMinutes(Duration duration) {
        String hours = duration.toHours() > 0 ? duration.toHours() + "h" : "";
        return duration.toMinutes() > 0 ? hours + duration.toMinutesPart() + "m" : "";
    }

    private static String decimal(long units, int scale) {
        BigDecimal number = BigDecimal.valueOf(units, scale);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
