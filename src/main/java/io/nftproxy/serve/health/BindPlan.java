package io.nftproxy.serve.health;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which sockets serve a set of addresses, and for which of our addresses they answer.
 *
 * <p>A wildcard of either family becomes one wildcard socket for both: the JDK makes it a
 * dual-stack one wherever the host has IPv6, so 0.0.0.0 and :: would be in each other's way, and so
 * would a wildcard and an address of the other family. A connection to an address that is not
 * wanted is closed unanswered.
 *
 * @param sockets addresses to bind; {@code ::} or {@code 0.0.0.0} alone if there is a wildcard
 * @param wildcards the families all of whose addresses are served
 * @param listed single addresses that are served
 */
record BindPlan(List<IpAddress> sockets, Set<IpFamily> wildcards, Set<IpAddress> listed) {
    BindPlan {
        sockets = List.copyOf(sockets);
        wildcards = Set.copyOf(wildcards);
        listed = Set.copyOf(listed);
    }

    /**
     * @param addresses 0.0.0.0 and :: stand for all addresses of their family
     * @param families what does not belong to these is left out
     */
    static BindPlan of(List<IpAddress> addresses, Set<IpFamily> families) {
        Set<IpFamily> wildcards = new TreeSet<>();
        Set<IpAddress> listed = new TreeSet<>();
        for (IpAddress address : addresses) {
            if (families.contains(address.family())) {
                if (address.isUnspecified()) {
                    wildcards.add(address.family());
                } else if (!address.isLinkLocal()) {
                    // A link-local address means nothing without an interface.
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

    /** Whether a client that connected to this address of ours is answered. */
    boolean serves(InetAddress local) {
        return wildcards.contains(familyOf(local))
                || listed.contains(IpAddress.ofBytes(local.getAddress(), 0, familyOf(local)));
    }

    static IpFamily familyOf(InetAddress address) {
        return address instanceof Inet4Address ? IpFamily.IPV4 : IpFamily.IPV6;
    }

    static InetAddress toInetAddress(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.toBytes());
        } catch (UnknownHostException wrongLength) {
            throw new AssertionError("an address has 4 or 16 bytes", wrongLength);
        }
    }
}
