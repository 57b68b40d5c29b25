package io.nftproxy.core.cluster;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The cluster after the last delta. Owned by the sync thread.
 *
 * <p>The cost of applying a delta grows with the delta, not with the cluster.
 */
public final class ClusterState {
    private final Map<ObjectName, Service> services = new HashMap<>();
    private final Map<ObjectName, EndpointSlice> slices = new HashMap<>();

    /** The slices of each Service, ordered by name, so that equal clusters give equal plans. */
    private final Map<ObjectName, List<EndpointSlice>> slicesOf = new HashMap<>();

    private final Map<String, List<Cidr>> serviceCidrs = new TreeMap<>();
    private final Map<IpFamily, KeyClaims> claims = new EnumMap<>(IpFamily.class);
    private final boolean externalIps;
    private @Nullable Node node;
    private boolean nodeExists;

    /** Creates an empty cluster that accepts {@code spec.externalIPs}. */
    public ClusterState() {
        this(true);
    }

    /**
     * Creates an empty cluster.
     *
     * @param externalIps whether {@code spec.externalIPs} of Services is used; if not, it is
     *     ignored
     */
    public ClusterState(boolean externalIps) {
        this.externalIps = externalIps;
    }

    /** Applies a delta and returns its effect. */
    public ClusterChange apply(ClusterDelta delta) {
        Set<ObjectName> changed = new LinkedHashSet<>();
        delta.services().forEach((name, service) -> applyService(name, service, changed));
        delta.slices().forEach((name, slice) -> applySlice(name, slice, changed));
        boolean cidrsChanged = false;
        for (Map.Entry<String, Optional<List<Cidr>>> entry : delta.serviceCidrs().entrySet()) {
            cidrsChanged |= applyCidrs(entry.getKey(), entry.getValue().orElse(null));
        }
        boolean nodeChanged =
                delta.node().isPresent() && applyNode(delta.node().get().orElse(null));
        return new ClusterChange(changed, nodeChanged, cidrsChanged);
    }

    private void applyService(ObjectName name, Optional<Service> after, Set<ObjectName> changed) {
        Service now =
                externalIps
                        ? after.orElse(null)
                        : after.map(Service::withoutExternalIps).orElse(null);
        Service before = now == null ? services.remove(name) : services.put(name, now);
        if (now == null ? before == null : now.equals(before)) {
            return;
        }
        changed.add(name);
        for (IpFamily family : IpFamily.values()) {
            changed.addAll(claims(family).change(before, now, services));
        }
    }

    private void applySlice(
            ObjectName name, Optional<EndpointSlice> after, Set<ObjectName> changed) {
        EndpointSlice now = after.orElse(null);
        EndpointSlice before = now == null ? slices.remove(name) : slices.put(name, now);
        if (now == null ? before == null : now.equals(before)) {
            return;
        }
        if (before != null) {
            slicesOf.computeIfPresent(before.service(), (_, all) -> without(before, all));
            changed.add(before.service());
        }
        if (now != null) {
            slicesOf.merge(now.service(), List.of(now), ClusterState::inOrder);
            changed.add(now.service());
        }
    }

    private static List<EndpointSlice> inOrder(List<EndpointSlice> some, List<EndpointSlice> more) {
        List<EndpointSlice> all = new ArrayList<>(some);
        all.addAll(more);
        all.sort((a, b) -> a.name().compareTo(b.name()));
        return List.copyOf(all);
    }

    /** Returns the other slices; null if there is none. */
    private static @Nullable List<EndpointSlice> without(
            EndpointSlice slice, List<EndpointSlice> all) {
        List<EndpointSlice> rest = new ArrayList<>(all);
        rest.remove(slice);
        return rest.isEmpty() ? null : List.copyOf(rest);
    }

    private boolean applyCidrs(String name, @Nullable List<Cidr> cidrs) {
        if (cidrs == null) {
            return serviceCidrs.remove(name) != null;
        }
        return !cidrs.equals(serviceCidrs.put(name, cidrs));
    }

    private boolean applyNode(@Nullable Node now) {
        boolean existed = nodeExists;
        nodeExists = now != null;
        if (now == null) {
            return existed;
        }
        Node filled = now.filledFrom(node);
        boolean changed = !existed || !filled.equals(node);
        node = filled;
        return changed;
    }

    /** Returns a Service; null if it does not exist or this proxy does not handle it. */
    public @Nullable Service service(ObjectName name) {
        return services.get(name);
    }

    /** Returns all Services, as a live view. */
    public Collection<Service> services() {
        return Collections.unmodifiableCollection(services.values());
    }

    /** Returns all EndpointSlices, as a live view. */
    public Collection<EndpointSlice> slices() {
        return Collections.unmodifiableCollection(slices.values());
    }

    /** Returns the names of all Services, as a live view. */
    public Collection<ObjectName> serviceNames() {
        return Collections.unmodifiableSet(services.keySet());
    }

    /** Returns the EndpointSlices of a Service, of both families, ordered by name. */
    public List<EndpointSlice> slicesOf(ObjectName service) {
        return slicesOf.getOrDefault(service, List.of());
    }

    /** Returns whether this Service owns a key in a family; other Services may claim it too. */
    public boolean owns(ObjectName service, IpFamily family, FrontendKey key) {
        return service.equals(ownerOf(family, key));
    }

    /**
     * Returns the keys that this Service claims but another Service owns, in any family, with the
     * owner.
     */
    public Map<FrontendKey, ObjectName> lostBy(Service service) {
        Map<FrontendKey, ObjectName> lost = new LinkedHashMap<>(0);
        for (IpFamily family : IpFamily.values()) {
            claims(family).addLost(service, lost);
        }
        return lost;
    }

    private KeyClaims claims(IpFamily family) {
        return claims.computeIfAbsent(family, KeyClaims::new);
    }

    /** Returns the Service that owns a key in a family; null if none does. */
    public @Nullable ObjectName ownerOf(IpFamily family, FrontendKey key) {
        return claims(family).owner(key);
    }

    /**
     * Returns the last known state of this machine's Node; null if it was never known. The state is
     * kept after the Node is deleted, because the machine still has its addresses and pods.
     */
    public @Nullable Node node() {
        return node;
    }

    /** Returns whether the Node of this machine exists in the API server now. */
    public boolean nodeExists() {
        return nodeExists;
    }

    /** Returns the networks of all ServiceCIDRs of a family. */
    public SortedSet<Cidr> serviceCidrs(IpFamily family) {
        SortedSet<Cidr> all = new TreeSet<>();
        for (List<Cidr> cidrs : serviceCidrs.values()) {
            for (Cidr cidr : cidrs) {
                if (cidr.family() == family) {
                    all.add(cidr);
                }
            }
        }
        return all;
    }

    public int serviceCount() {
        return services.size();
    }
}
