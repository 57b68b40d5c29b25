package io.nftproxy.sync.localhost;

import io.nftproxy.core.model.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The endpoints that new connections to one nodePort go to. Thread-safe. */
final class Backend {
    /**
     * The endpoints of a nodePort, and its session affinity.
     *
     * @param affinityTimeoutSeconds 0 without session affinity
     */
    record Pool(List<Endpoint> endpoints, int affinityTimeoutSeconds) {
        Pool {
            endpoints = List.copyOf(endpoints);
        }
    }

    private Pool pool;

    /** The endpoint under session affinity: one for all clients, whose address is the same. */
    private @Nullable Endpoint pinned;

    private long pinnedAtNanos;

    Backend(Pool pool) {
        this.pool = pool;
    }

    synchronized void replace(Pool newPool) {
        pool = newPool;
    }

    /**
     * Returns the endpoints in the order of attempts: the pinned one, then the others at random.
     */
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

    /** Records a new connection to an endpoint, which restarts the time of the affinity. */
    synchronized void connected(Endpoint endpoint, long nowNanos) {
        pinned = endpoint;
        pinnedAtNanos = nowNanos;
    }
}
