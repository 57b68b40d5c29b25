package io.nftproxy.sync;

import io.nftproxy.core.pacing.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The entries that are held out, and the time of the next retry of each: after 5 s, then after
 * twice as long each time, at most 5 min. Owned by the sync thread.
 */
final class Retries<K> {
    private static final Backoff RETRY = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));

    private final LoopClock clock;
    private final Map<K, Held> held = new LinkedHashMap<>();

    /**
     * An entry that is held out.
     *
     * @param why the last refusal
     * @param onTrial whether the next transaction contains it again
     */
    private record Held(int failures, String why, long retryAt, boolean onTrial) {
        Held tried() {
            return new Held(failures, why, retryAt, true);
        }
    }

    Retries(LoopClock clock) {
        this.clock = clock;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Returns the number of matching entries that are held out or on trial. */
    int count(Predicate<K> which) {
        return (int) held.keySet().stream().filter(which).count();
    }

    /** Returns whether an entry is held out and not on trial. */
    boolean isOut(K key) {
        Held found = held.get(key);
        return found != null && !found.onTrial();
    }

    boolean isOnTrial(K key) {
        Held found = held.get(key);
        return found != null && found.onTrial();
    }

    List<K> onTrial() {
        List<K> keys = new ArrayList<>();
        held.forEach(
                (key, found) -> {
                    if (found.onTrial()) {
                        keys.add(key);
                    }
                });
        return keys;
    }

    /** Puts matching entries on trial. */
    void tryAgain(Predicate<K> which) {
        held.replaceAll((key, found) -> which.test(key) ? found.tried() : found);
    }

    /** Returns the time to the next retry; {@link Long#MAX_VALUE} if nothing is held out. */
    long nanosToDue() {
        long now = clock.nanoTime();
        return held.values().stream()
                .filter(found -> !found.onTrial())
                .mapToLong(found -> found.retryAt() - now)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Puts the entries that are due on trial, and returns them. */
    List<K> due() {
        List<K> due = new ArrayList<>();
        long now = clock.nanoTime();
        held.forEach(
                (key, found) -> {
                    if (!found.onTrial() && now - found.retryAt() >= 0) {
                        due.add(key);
                    }
                });
        due.forEach(key -> held.computeIfPresent(key, (_, found) -> found.tried()));
        return due;
    }

    /** Holds an entry out. Returns whether it is new. */
    boolean hold(K key, String why) {
        Held before = held.get(key);
        int failures = before == null ? 1 : before.failures() + 1;
        long retryAt = clock.nanoTime() + RETRY.after(failures).toNanos();
        held.put(key, new Held(failures, why, retryAt, false));
        return before == null;
    }

    /** Returns the entries that are held out or on trial, with the last error of each. */
    Map<K, String> reasons() {
        Map<K, String> reasons = new LinkedHashMap<>();
        held.forEach((key, found) -> reasons.put(key, found.why()));
        return reasons;
    }

    /** Releases an entry that the kernel has accepted. */
    void free(K key) {
        held.remove(key);
    }
}
