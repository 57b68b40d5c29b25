package io.nftproxy.sync;

import io.nftproxy.model.EndpointSlice;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.ObjectName;
import io.nftproxy.snapshot.ClusterChange;
import io.nftproxy.snapshot.ClusterDelta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that has been heard of and is not in the kernel yet. Forgotten only when the kernel has it: a
 * failed sync loses nothing. Owned by the writer thread.
 */
final class PendingChanges {
    private final long startedAtNanos;
    private Set<ObjectName> services = new LinkedHashSet<>();
    private Map<ObjectName, Trigger> triggers = new HashMap<>();
    private boolean node;
    private long since;

    private record Trigger(IpFamily family, long unixNanos) {}

    /**
     * @param startedAtNanos Unix time; older changes were in the kernel's table before us
     */
    PendingChanges(long startedAtNanos) {
        this.startedAtNanos = startedAtNanos;
    }

    void add(ClusterDelta delta, ClusterChange change) {
        services.addAll(change.services());
        delta.slices().forEach((name, slice) -> addTrigger(name, slice.orElse(null)));
        if (delta.firstEventNanos() != 0 && since == 0) {
            since = delta.firstEventNanos();
        }
    }

    private void addTrigger(ObjectName name, @Nullable EndpointSlice slice) {
        if (slice == null) {
            triggers.remove(name);
        } else if (slice.triggerTimeNanos() >= startedAtNanos) {
            // The first of several changes: that one has been waiting longest.
            triggers.putIfAbsent(name, new Trigger(slice.family(), slice.triggerTimeNanos()));
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

    /** {@link System#nanoTime} of the oldest event behind all this; now if there is none. */
    long since(long now) {
        return since == 0 ? now : since;
    }

    /** The kernel has it all: the delays since the trigger times, in nanoseconds. */
    Map<IpFamily, List<Long>> settle(long nowUnixNanos) {
        Map<IpFamily, List<Long>> delays = new EnumMap<>(IpFamily.class);
        for (Trigger trigger : triggers.values()) {
            delays.computeIfAbsent(trigger.family(), _ -> new ArrayList<>())
                    .add(Math.max(0, nowUnixNanos - trigger.unixNanos()));
        }
        // Cleared ones would keep the room of a full sync, and clearing goes through all of it.
        services = new LinkedHashSet<>();
        triggers = new HashMap<>();
        node = false;
        since = 0;
        return delays;
    }
}
