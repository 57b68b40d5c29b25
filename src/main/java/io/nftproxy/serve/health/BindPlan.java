package io.nftproxy.serve.health;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sockets that serve a set of addresses, and the local addresses that they answer on.
 *
 * <p>A wildcard of either family needs one socket alone: the JDK makes it a dual-stack one wherever
 * the host has IPv6, so 0.0.0.0 and ::, or a wildcard and an address of the other family, cannot be
 * bound side by side. Connections to other local addresses are closed without an answer.
 *
 * @param sockets addresses to bind; {@code ::} or {@code 0.0.0.0} alone if there is a wildcard
 * @param wildcards families of which all addresses are served
 * @param listed single addresses that are served
 */
record BindPlan(List<IpAddress> sockets, Set<IpFamily> wildcards, Set<IpAddress> listed) {
    BindPlan {
        sockets = List.copyOf(sockets);
        wildcards = Set.copyOf(wildcards);
        listed = Set.copyOf(listed);
    }

    /**
     * Plans the sockets.
     *
     * @param addresses 0.0.0.0 and :: stand for all addresses of their family
     * @param families addresses of other families are left out
     */
    static BindPlan of(List<IpAddress> addresses, Set<IpFamily> families) {
        Set<IpFamily> wildcards = new TreeSet<>();
        Set<IpAddress> listed = new TreeSet<>();
        for (IpAddress address : addresses) {
            if (families.contains(address.family())) {
                if (address.isUnspecified()) {
                    wildcards.add(address.family());
                } else if (!address.isLinkLocal()) {
                    // A link-local address cannot be bound without its interface.
                    listed.add(address);
                }
            }
        }
        return new BindPlan(sockets(wildcards, listed), wildcards, listed);
    }

    private static List<IpAddress> sockets(Set<IpFamily> wildcards, Set<IpAddress> listed) {
        if (wildcards.isEmpty()) {
            return List.copyOf(listed);
        }
        return List.of(IpAddress.of(wildcards.contains(IpFamily.IPV6) ? "::" : "0.0.0.0"));
    }

    /** Returns whether clients that connected to this local address get an answer. */
    boolean serves(InetAddress local) {
        return wildcards.contains(familyOf(local))
                || listed.contains(IpAddress.ofBytes(local.getAddress(), 0, familyOf(local)));
    }

    static IpFamily familyOf(InetAddress address) {
        return address instanceof Inet4Address ? IpFamily.IPV4 : IpFamily.IPV6;
    }
}
