package io.nftproxy.core.cluster;

import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The owner of each address and port in one family. If several Services claim a key, a ClusterIP
 * wins over an external address, then the older Service wins, then the first by name.
 *
 * <p>A Service without a ClusterIP of the family is not proxied in it and claims no key, neither by
 * external addresses nor by NodePorts.
 *
 * <p>Two Services can have the same external IP, load balancer IP or, if an allocator was bypassed,
 * NodePort. A key must belong to one Service in all maps, or one Service's source ranges would
 * apply to the endpoints of the other.
 */
final class KeyClaims {
    /**
     * The owner of each key. Nearly all keys have one claimant; only the others are in {@link
     * #contested}.
     */
    private final Map<FrontendKey, ObjectName> owners = new HashMap<>();

    private final Map<FrontendKey, List<Claim>> contested = new HashMap<>();

    private final IpFamily family;

    KeyClaims(IpFamily family) {
        this.family = family;
    }

    private record Claim(ObjectName service, boolean clusterIp, long createdSeconds) {
        private static final Comparator<Claim> STRONGEST_FIRST =
                Comparator.comparing(Claim::clusterIp)
                        .reversed()
                        .thenComparingLong(Claim::createdSeconds)
                        .thenComparing(Claim::service);
    }

    /** Returns the Service that owns a key; null if no Service claims it. */
    @Nullable ObjectName owner(FrontendKey key) {
        return owners.get(key);
    }

    /** Adds the keys that this Service claims but another Service owns, with the owner. */
    void addLost(Service service, Map<FrontendKey, ObjectName> ownersOfLost) {
        for (FrontendKey key : keysOf(service)) {
            ObjectName owner = owners.get(key);
            if (owner != null && !owner.equals(service.name())) {
                ownersOfLost.putIfAbsent(key, owner);
            }
        }
    }

    /**
     * Replaces the claims of a Service.
     *
     * @param services all Services after the change, to look up other claimants
     * @return the other Services that won or lost a key, or share a key that changed hands
     */
    Set<ObjectName> change(
            @Nullable Service before, @Nullable Service after, Map<ObjectName, Service> services) {
        Set<ObjectName> affected = new LinkedHashSet<>(0);
        Set<FrontendKey> keys = before == null ? Set.of() : keysOf(before);
        if (before != null) {
            for (FrontendKey key : keys) {
                withdraw(key, before.name());
            }
        }
        if (after != null) {
            for (FrontendKey key : keysOf(after)) {
                enter(key, after, services, affected);
            }
        }
        ObjectName self = before != null ? before.name() : after != null ? after.name() : null;
        for (FrontendKey key : keys) {
            settle(key, affected);
        }
        affected.remove(self);
        return affected;
    }

    private void withdraw(FrontendKey key, ObjectName service) {
        List<Claim> claims = contested.get(key);
        if (claims == null) {
            owners.remove(key, service);
            return;
        }
        claims.removeIf(claim -> claim.service().equals(service));
        // settle() chooses the next owner after the Service's new claims are entered.
    }

    private void enter(
            FrontendKey key,
            Service service,
            Map<ObjectName, Service> services,
            Set<ObjectName> affected) {
        ObjectName owner = owners.putIfAbsent(key, service.name());
        List<Claim> claims = contested.get(key);
        if (claims == null) {
            if (owner == null || owner.equals(service.name())) {
                return;
            }
            claims = new ArrayList<>();
            Service other = services.get(owner);
            if (other != null) {
                claims.add(claim(key, other));
            }
            contested.put(key, claims);
        }
        claims.add(claim(key, service));
        settle(key, affected);
    }

    /** Makes the strongest claimant the owner; adds all claimants to the affected Services. */
    private void settle(FrontendKey key, Set<ObjectName> affected) {
        List<Claim> claims = contested.get(key);
        if (claims == null) {
            return;
        }
        ObjectName before = owners.get(key);
        if (claims.isEmpty()) {
            owners.remove(key);
            contested.remove(key);
        } else {
            claims.sort(Claim.STRONGEST_FIRST);
            owners.put(key, claims.getFirst().service());
            for (Claim claim : claims) {
                affected.add(claim.service());
            }
            if (claims.size() == 1) {
                contested.remove(key);
            }
        }
        if (before != null) {
            affected.add(before);
        }
    }

    private static Claim claim(FrontendKey key, Service service) {
        boolean clusterIp =
                key instanceof AddressKey address
                        && service.clusterIps().contains(address.address());
        return new Claim(service.name(), clusterIp, service.createdSeconds());
    }

    private Set<FrontendKey> keysOf(Service service) {
        if (service.clusterIp(family) == null) {
            return Set.of();
        }
        Set<FrontendKey> keys = LinkedHashSet.newLinkedHashSet(service.ports().size());
        for (ServicePort port : service.ports()) {
            service.claims(port, family, keys::add);
        }
        return keys;
    }
}
