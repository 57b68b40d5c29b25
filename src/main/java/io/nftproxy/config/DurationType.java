package io.nftproxy.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Go durations.
 *
 * @param signed whether negative durations are allowed
 * @param numbersAreNanos whether a plain number is allowed, as nanoseconds
 */
record DurationType(boolean signed, boolean numbersAreNanos) implements FieldType<Duration> {
    static final DurationType ANY = new DurationType(true, false);
    static final DurationType NOT_NEGATIVE = new DurationType(false, false);

    @Override
    public String description() {
        return "duration";
    }

    @Override
    public @Nullable Duration ofYaml(Object value, Problems problems) {
        if (value instanceof String text) {
            return ofText(text, problems);
        }
        if (numbersAreNanos && value instanceof Long nanos) {
            return inRange(Duration.ofNanos(nanos), value, problems);
        }
        problems.add(value, "must be a duration with a unit, such as 30s or 1h15m");
        return null;
    }

    @Override
    public @Nullable Duration ofText(String text, Problems problems) {
        Duration duration = GoDuration.parse(text);
        if (duration == null) {
            problems.add(text, "must be a duration with a unit, such as 30s or 1h15m");
            return null;
        }
        return inRange(duration, text, problems);
    }

    private @Nullable Duration inRange(Duration duration, Object said, Problems problems) {
        if (duration.isNegative() && !signed) {
            problems.add(said, "must not be negative");
            return null;
        }
        return duration;
    }

    @Override
    public Object toYaml(Duration value) {
        return GoDuration.format(value);
    }
}
