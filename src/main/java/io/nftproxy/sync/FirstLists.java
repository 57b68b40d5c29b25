package io.nftproxy.sync;

import io.nftproxy.sync.ChangeInbox.Source;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The first lists of the watched kinds, and whether enough of them have arrived for the first sync.
 * Required kinds are waited for without limit; then each other kind for its own time. Not
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

    /** Notes that the first list of a source has arrived. */
    void delivered(Source source, long nowNanos) {
        if (required.remove(source)) {
            requiredAtNanos = nowNanos;
        }
        others.remove(source);
    }

    /** Returns whether enough lists have arrived; once true, it stays true. */
    boolean isEnough(long nowNanos) {
        isEnough |= required.isEmpty() && nanosLeft(nowNanos) <= 0;
        return isEnough;
    }

    /** Returns how long to wait for the lists that are missing; 0 or less if that time is over. */
    long nanosLeft(long nowNanos) {
        long waited = nowNanos - requiredAtNanos;
        return others.values().stream().mapToLong(Duration::toNanos).max().orElse(0) - waited;
    }

    /** Returns the sources whose first list has not arrived. */
    Set<Source> missing() {
        Set<Source> missing = EnumSet.copyOf(required);
        missing.addAll(others.keySet());
        return missing;
    }
}
