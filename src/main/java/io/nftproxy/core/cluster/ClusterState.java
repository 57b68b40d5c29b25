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
 * The cluster as of the last delta. Owned by the writer thread.
 *
 * <p>Applying a delta costs as much as the delta is large, whatever the size of the cluster.
 */
public final class ClusterState {
    private final Map<ObjectName, Service> services = new HashMap<>();
    private final Map<ObjectName, EndpointSlice> slices = new HashMap<>();

    /** Slices of each Service, ordered by name so that equal clusters are seen in equal order. */
    private final Map<ObjectName, List<EndpointSlice>> slicesOf = new HashMap<>();

    private final Map<String, List<Cidr>> serviceCidrs = new TreeMap<>();
    private final Map<IpFamily, KeyClaims> claims = new EnumMap<>(IpFamily.class);
    private final boolean externalIps;
    private @Nullable Node node;
    private boolean nodeExists;

    /** An empty cluster whose Services have all that they name. */
    public ClusterState() {
        this(true);
    }

    /**
     * An empty cluster.
     *
     * @param externalIps whether {@code spec.externalIPs} of Services counts
     */
    public ClusterState(boolean externalIps) {
        this.externalIps = externalIps;
    }

    /** Takes a delta in. */
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

    /** Null if nothing is left. */
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

    /** A Service; null if there is none, or none to be proxied. */
    public @Nullable Service service(ObjectName name) {
        return services.get(name);
    }

    /** Names of all Services; a live view. */
    public Collection<ObjectName> serviceNames() {
        return Collections.unmodifiableSet(services.keySet());
    }

    /** The EndpointSlices of a Service, of both families, ordered by name. */
    public List<EndpointSlice> slicesOf(ObjectName service) {
        return slicesOf.getOrDefault(service, List.of());
    }

    /** Whether a key belongs to this Service in a family, though others may claim it too. */
    public boolean owns(ObjectName service, IpFamily family, FrontendKey key) {
        return service.equals(ownerOf(family, key));
    }

    /** Keys that a Service claims and another one owns, in any family; the value is the owner. */
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

    /** The Service that owns a key in a family; null if none does. */
    public @Nullable ObjectName ownerOf(IpFamily family, FrontendKey key) {
        return claims(family).owner(key);
    }

    /**
     * Our Node as it was last seen, also after it was deleted: the host is still there, with its
     * addresses, its pods and its place. Null if it was never seen.
     */
    public @Nullable Node node() {
        return node;
    }

    /** Whether the API server has our Node now. */
    public boolean nodeExists() {
        return nodeExists;
    }

    /** All ServiceCIDRs of a family. */
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
