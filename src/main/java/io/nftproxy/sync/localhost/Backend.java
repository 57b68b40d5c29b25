package io.nftproxy.sync.localhost;

import io.nftproxy.core.model.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who answers on one port, for connections to come. Thread-safe. */
final class Backend {
    /**
     * Endpoints of a nodePort.
     *
     * @param affinityTimeoutSeconds 0 without session affinity
     */
    record Pool(List<Endpoint> endpoints, int affinityTimeoutSeconds) {
        Pool {
            endpoints = List.copyOf(endpoints);
        }
    }

    private Pool pool;

    /** All clients have the same address, so with affinity all have the same endpoint. */
    private @Nullable Endpoint pinned;

    private long pinnedAtNanos;

    Backend(Pool pool) {
        this.pool = pool;
    }

    synchronized void replace(Pool newPool) {
        pool = newPool;
    }

    /** The endpoints in the order in which to try them: the pinned one first, else by chance. */
    synchronized List<Endpoint> candidates(long nowNanos) {
        List<Endpoint> candidates = new ArrayList<>(pool.endpoints());
        Collections.shuffle(candidates, ThreadLocalRandom.current());
        long timeout = TimeUnit.SECONDS.toNanos(pool.affinityTimeoutSeconds());
        Endpoint first = pinned;
        if (first != null && nowNanos - pinnedAtNanos < timeout && candidates.remove(first)) {
            candidates.addFirst(first);
        }
        return candidates;
    }

    /** A new connection leads to this endpoint: the affinity's time starts again. */
    synchronized void connected(Endpoint endpoint, long nowNanos) {
        pinned = endpoint;
        pinnedAtNanos = nowNanos;
    }
}
