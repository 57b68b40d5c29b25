package io.nftproxy.sync;

import io.nftproxy.model.EndpointSlice;
import io.nftproxy.model.ObjectName;
import io.nftproxy.snapshot.ClusterChange;
import io.nftproxy.snapshot.ClusterDelta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that has been heard of and is not in the kernel yet. Forgotten only when the kernel has it: a
 * failed sync loses nothing. Owned by the writer thread.
 */
final class PendingChanges {
    private final Set<ObjectName> services = new LinkedHashSet<>();
    private final Map<ObjectName, Long> triggerTimes = new HashMap<>();
    private final long startedAtNanos;
    private boolean node;

    /**
     * @param startedAtNanos Unix time; older changes were in the kernel's table before us
     */
    PendingChanges(long startedAtNanos) {
        this.startedAtNanos = startedAtNanos;
    }

    void add(ClusterDelta delta, ClusterChange change) {
        services.addAll(change.services());
        for (Map.Entry<ObjectName, Optional<EndpointSlice>> entry : delta.slices().entrySet()) {
            long trigger = entry.getValue().map(EndpointSlice::triggerTimeNanos).orElse(0L);
            if (trigger >= startedAtNanos) {
                // The first of several changes: that one has been waiting longest.
                triggerTimes.putIfAbsent(entry.getKey(), trigger);
            } else if (entry.getValue().isEmpty()) {
                triggerTimes.remove(entry.getKey());
            }
        }
    }

    void addServices(Iterable<ObjectName> names) {
        names.forEach(services::add);
    }

    /** Something changed that is no Service: addresses of this node, ServiceCIDRs. */
    void nodeChanged() {
        node = true;
    }

    Set<ObjectName> services() {
        return Collections.unmodifiableSet(services);
    }

    boolean isEmpty() {
        return services.isEmpty() && !node;
    }

    /** The kernel has it all: the delays since the trigger times, in nanoseconds. */
    List<Long> settle(long nowNanos) {
        List<Long> delays = new ArrayList<>(triggerTimes.size());
        for (long trigger : triggerTimes.values()) {
            delays.add(Math.max(0, nowNanos - trigger));
        }
        services.clear();
        triggerTimes.clear();
        node = false;
        return delays;
    }
}
