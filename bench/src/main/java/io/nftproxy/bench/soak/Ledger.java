package io.nftproxy.bench.soak;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The endpoints that each Service has had, and the verdict on an endpoint that answered. Times are
 * those of {@link System#nanoTime}. Thread-safe.
 *
 * <p>No address is used twice. A change must be in effect after {@link #LIMIT_NANOS}, or, if the
 * proxy does not run, that long after the first sync of the next proxy.
 */
final class Ledger {
    static final long LIMIT_NANOS = 5_000_000_000L;

    /** The time for which endpoints that left are remembered. */
    private static final long MEMORY_NANOS = 600_000_000_000L;

    enum Verdict {
        RIGHT,
        /** It has never been an endpoint of this Service. */
        OF_ANOTHER_SERVICE,
        /** It has been terminating or gone for too long. */
        TERMINATING,
        /** It is on another node, and the policy has been Local for too long. */
        NOT_LOCAL
    }

    private record Life(int service, boolean isLocal, long until) {}

    private record Departure(String address, long at) {}

    private static final Life UNKNOWN = new Life(-1, false, 0);

    // All guarded by this.
    private final Map<String, Life> lives = new HashMap<>();
    private final Deque<Departure> departures = new ArrayDeque<>();
    private final Map<String, Long> localSince = new HashMap<>();
    private long downSince = Long.MAX_VALUE;
    private long lastDownSince = Long.MAX_VALUE;
    private long syncedAt = System.nanoTime();

    synchronized void arrived(String address, int service, boolean isLocal) {
        lives.put(address, new Life(service, isLocal, Long.MAX_VALUE));
    }

    synchronized void left(String address) {
        long now = System.nanoTime();
        lives.computeIfPresent(address, (_, life) -> new Life(life.service, life.isLocal, now));
        departures.add(new Departure(address, now));
        while (now - departures.getFirst().at > MEMORY_NANOS) {
            lives.remove(departures.removeFirst().address);
        }
    }

    /**
     * Records a change of a traffic policy.
     *
     * @param policy names the Service and the policy
     */
    synchronized void policy(String policy, boolean isLocal) {
        if (isLocal) {
            localSince.put(policy, System.nanoTime());
        } else {
            localSince.remove(policy);
        }
    }

    /** Records that the proxy will be ended. */
    synchronized void goingDown() {
        downSince = System.nanoTime();
    }

    /** Records the first sync of the next proxy. */
    synchronized void synced() {
        lastDownSince = downSince;
        downSince = Long.MAX_VALUE;
        syncedAt = System.nanoTime();
    }

    synchronized boolean isDown() {
        return downSince != Long.MAX_VALUE;
    }

    /** Returns whether the proxy was down at any time since then. */
    synchronized boolean wasDownSince(long time) {
        return downSince != Long.MAX_VALUE || syncedAt > time;
    }

    /** Returns whether a change of that time must be in effect now. */
    synchronized boolean isOverdue(long changedAt) {
        long due = dueAt(changedAt);
        return due != Long.MAX_VALUE && System.nanoTime() > due + LIMIT_NANOS;
    }

    /** Returns when a change must be in effect at the latest. */
    private long dueAt(long changedAt) {
        if (downSince != Long.MAX_VALUE && changedAt > downSince - LIMIT_NANOS) {
            return Long.MAX_VALUE;
        }
        boolean waited =
                lastDownSince != Long.MAX_VALUE
                        && changedAt > lastDownSince - LIMIT_NANOS
                        && changedAt < syncedAt;
        return (waited ? syncedAt : changedAt) + LIMIT_NANOS;
    }

    /**
     * Judges a connection.
     *
     * @param policy that holds for this client
     * @param begin before the connection was opened
     */
    synchronized Verdict judge(int service, String policy, InetAddress answering, long begin) {
        Life life = lives.getOrDefault(answering.getHostAddress(), UNKNOWN);
        if (life.service != service) {
            return Verdict.OF_ANOTHER_SERVICE;
        }
        if (life.until != Long.MAX_VALUE && dueAt(life.until) < begin) {
            return Verdict.TERMINATING;
        }
        Long since = localSince.get(policy);
        return since == null || life.isLocal || dueAt(since) > begin
                ? Verdict.RIGHT
                : Verdict.NOT_LOCAL;
    }
}
