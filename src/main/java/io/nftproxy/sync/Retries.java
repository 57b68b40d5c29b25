package io.nftproxy.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What is left out, and when each of it is tried again: sooner at first, then ever later. Owned by
 * the writer thread.
 */
final class Retries<K> {
    private static final long RETRY_FIRST = Duration.ofSeconds(5).toNanos();
    private static final long RETRY_MAX = Duration.ofMinutes(5).toNanos();

    private final LoopClock clock;
    private final Map<K, Held> held = new LinkedHashMap<>();

    /**
     * @param onTrial whether the next transaction has it again
     */
    private record Held(int ports, long delay, long retryAt, boolean onTrial) {
        Held tried() {
            return new Held(ports, delay, retryAt, true);
        }
    }

    Retries(LoopClock clock) {
        this.clock = clock;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** How many service ports all this is. */
    int ports() {
        return held.values().stream().mapToInt(Held::ports).sum();
    }

    /** Whether it is left out, and not tried again just now. */
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

    /** Tries those again. */
    void tryAgain(Predicate<K> which) {
        held.replaceAll((key, found) -> which.test(key) ? found.tried() : found);
    }

    /** Tries those again whose time has come; returns them. */
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

    /**
     * Leaves something out from now on.
     *
     * @param ports how many service ports it is
     * @return whether it was not left out before
     */
    boolean hold(K key, int ports) {
        Held before = held.get(key);
        long delay = before == null ? RETRY_FIRST : Math.min(2 * before.delay(), RETRY_MAX);
        held.put(key, new Held(ports, delay, clock.nanoTime() + delay, false));
        return before == null;
    }

    /** Nothing is wrong with it any more. */
    void free(K key) {
        held.remove(key);
    }
}
