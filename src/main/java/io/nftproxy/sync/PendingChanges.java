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
 * The changes that are not in the kernel yet. They are removed only after the kernel has
 * acknowledged them, so a failed sync loses nothing. Owned by the sync thread.
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
     * @param startedAtNanos Unix time; the delay of older changes is not measured
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
            // The first of several changes has waited longest.
            triggers.putIfAbsent(name, new Trigger(slice.family(), slice.triggerTimeNanos()));
        }
    }

    /** Adds an owner that is retried after it was held out. */
    void add(Owner owner) {
        switch (owner) {
            case Owner.Port(ServicePortName port) -> services.add(port.service());
            case Owner.Node _, Owner.Base _ -> node = true;
        }
    }

    void addServices(Iterable<ObjectName> names) {
        names.forEach(services::add);
    }

    /** Records a change of the node: its addresses or the ServiceCIDRs. */
    void nodeChanged() {
        node = true;
    }

    /** Records that the next sync must read the table. */
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

    /** Returns what the next sync must do. */
    Need need() {
        if (everything != null) {
            return everything;
        }
        return services.isEmpty() && !node ? Need.NOTHING : new Need.Services(services);
    }

    /** Returns {@link System#nanoTime} of the oldest pending event; now if there is none. */
    long since(long now) {
        return since == 0 ? now : since;
    }

    /** Clears all changes after a commit. Returns the delays since the trigger times, in ns. */
    Map<IpFamily, List<Long>> settle(long nowUnixNanos) {
        Map<IpFamily, List<Long>> delays = new EnumMap<>(IpFamily.class);
        for (Trigger trigger : triggers.values()) {
            delays.computeIfAbsent(trigger.family(), _ -> new ArrayList<>())
                    .add(Math.max(0, nowUnixNanos - trigger.unixNanos()));
        }
        // Cleared collections would keep the capacity that a full sync needed.
        services = new LinkedHashSet<>();
        triggers = new HashMap<>();
        node = false;
        everything = null;
        since = 0;
        return delays;
    }
}
