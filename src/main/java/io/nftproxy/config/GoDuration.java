package io.nftproxy.config;

import java.math.BigDecimal;
import java.time.Duration;
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

    private GoDuration() {}

    /** Parses a duration; null if the text is invalid or out of range. */
    public static @Nullable Duration parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        BigDecimal nanos = rest.isEmpty() ? null : sum(rest);
        if (nanos == null || nanos.compareTo(MAX_NANOS) > 0) {
            return null;
        }
        return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
    }

    private static @Nullable BigDecimal sum(String text) {
        BigDecimal total = BigDecimal.ZERO;
        int at = 0;
        while (at < text.length()) {
            int unitAt = end(text, at, true);
            int next = end(text, unitAt, false);
            BigDecimal number = number(text.substring(at, unitAt));
            long unit = nanosOf(text.substring(unitAt, next));
            if (number == null || unit == 0) {
                return null;
            }
            total = total.add(number.multiply(BigDecimal.valueOf(unit)));
            at = next;
        }
        return total;
    }

    /** Returns the end of the digits and dots, or of the other characters, from an index on. */
    private static int end(String text, int from, boolean numeric) {
        int at = from;
        while (at < text.length() && isNumeric(text.charAt(at)) == numeric) {
            at++;
        }
        return at;
    }

    private static boolean isNumeric(char c) {
        return c == '.' || c >= '0' && c <= '9';
    }

    private static @Nullable BigDecimal number(String text) {
        // Parsing thousands of digits would be slow.
        if (text.isEmpty() || text.equals(".") || text.length() > 40) {
            return null;
        }
        return text.indexOf('.') == text.lastIndexOf('.') ? new BigDecimal(text) : null;
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 0L;
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
