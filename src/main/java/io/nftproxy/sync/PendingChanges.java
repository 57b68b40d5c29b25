package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterChange;
import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.render.Owner;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known and not in the kernel yet. It is forgotten only when the kernel has it:
 * a failed sync loses nothing. Owned by the sync thread.
 */
final class PendingChanges {
    private final long startedAtNanos;
    private Set<ObjectName> services = new LinkedHashSet<>();
    private Map<ObjectName, Trigger> triggers = new HashMap<>();
    private boolean node;
    private Need.@Nullable Everything everything = Need.Everything.because(Need.Why.START);
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

    /** Something that was held out is tried again. */
    void add(Owner owner) {
        switch (owner) {
            case Owner.Port(ServicePortName port) -> services.add(port.service());
            case Owner.Node _, Owner.Base _ -> node = true;
        }
    }

    void addServices(Iterable<ObjectName> names) {
        names.forEach(services::add);
    }

    /** Something changed that is no Service: addresses of this node, ServiceCIDRs. */
    void nodeChanged() {
        node = true;
    }

    /** The kernel's table has to be read: what it holds is not known, or not trusted. */
    void readTable(Need.Why why) {
        Set<ObjectName> suspects =
                everything == null
                        ? why == Need.Why.REFUSED && !node ? services : Set.of()
                        : everything.suspects();
        Set<Need.Why> all = EnumSet.of(why);
        if (everything != null) {
            all.addAll(everything.why());
        }
        everything = new Need.Everything(all, suspects);
    }

    /** What the next sync has to do. */
    Need need() {
        if (everything != null) {
            return everything;
        }
        return services.isEmpty() && !node ? Need.NOTHING : new Need.Services(services);
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
        everything = null;
        since = 0;
        return delays;
    }
}
