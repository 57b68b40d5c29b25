package io.nftproxy.sync;

import io.nftproxy.sync.ChangeInbox.Source;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which sources have delivered their first list, and whether that is enough to begin. The required
 * ones are waited for however long it takes; then the others, each for its own time. Not
 * thread-safe.
 */
final class FirstLists {
    private final Set<Source> required = EnumSet.noneOf(Source.class);
    private final Map<Source, Duration> others = new EnumMap<>(Source.class);
    private long requiredAtNanos;
    private boolean isEnough;

    FirstLists(Set<Source> required, Map<Source, Duration> others, long nowNanos) {
        this.required.addAll(required);
        this.others.putAll(others);
        this.requiredAtNanos = nowNanos;
    }

    /** A source has delivered. */
    void delivered(Source source, long nowNanos) {
        if (required.remove(source)) {
            requiredAtNanos = nowNanos;
        }
        others.remove(source);
    }

    /** Whether it is enough; once it was, it stays so. */
    boolean isEnough(long nowNanos) {
        isEnough |= required.isEmpty() && nanosLeft(nowNanos) <= 0;
        return isEnough;
    }

    /** How long until time alone makes it enough, at most; 0 or less if it is up. */
    long nanosLeft(long nowNanos) {
        long waited = nowNanos - requiredAtNanos;
        return others.values().stream().mapToLong(Duration::toNanos).max().orElse(0) - waited;
    }

    /** Sources that have not delivered yet. */
    Set<Source> missing() {
        Set<Source> missing = EnumSet.copyOf(required);
        missing.addAll(others.keySet());
        return missing;
    }
}
