package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ServicePortName;
import java.util.Locale;

/**
 * The names of a Service port's sets, maps and chains for session affinity, {@code
 * affinity4-default/web/http/tcp}.
 *
 * <p>Names end in the protocol. nft 1.0.6 prints a colon right after a name, and would parse a name
 * that ends in hexadecimal digits as part of an IPv6 address.
 *
 * @param id {@code default/web/http/tcp}, at most {@value #ID_MAX} characters
 */
public record AffinityNames(String id, String suffix) {
    /** The kernel's limit is 255; the longest prefix has 28 characters. */
    private static final int ID_MAX = 200;

    /** Returns the names for a Service port in a family. */
    public static AffinityNames of(ServicePortName name, IpFamily family) {
        String protocol = "/" + name.protocol().nftName();
        String readable = name.service() + "/" + name.port();
        String plain = readable.replaceAll("[^A-Za-z0-9/_.-]", "_");
        if (plain.length() + protocol.length() > ID_MAX || !plain.equals(readable)) {
            String hash = String.format(Locale.ROOT, "%08x", readable.hashCode());
            plain = plain.substring(0, Math.min(plain.length(), ID_MAX - 16)) + "-" + hash;
        }
        return new AffinityNames(plain + protocol, family.suffix() + "-" + plain + protocol);
    }

    /**
     * Returns whether each element of a map stands for one client. The IPv6 map of ports also has
     * one element for each client; it is excluded, so that clients are not counted twice.
     *
     * @param map for example {@code affinity-local4-default/web/http/tcp}
     */
    public static boolean isClientMap(String map) {
        for (IpFamily family : IpFamily.values()) {
            if (map.startsWith("affinity" + family.suffix() + "-")
                    || map.startsWith("affinity-local" + family.suffix() + "-")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the name of the map from client to endpoint, for IPv6 from client to the endpoint's
     * address.
     */
    public String clients(boolean local) {
        return (local ? "affinity-local" : "affinity") + suffix;
    }

    /** Returns the name of the IPv6 map from client to the endpoint's port. */
    public String clientPorts(boolean local) {
        return (local ? "affinity-local-port" : "affinity-port") + suffix;
    }

    /** Returns the name of the set of endpoints that may be learned. */
    String pool(boolean local) {
        return (local ? "affinity-local-pool" : "affinity-pool") + suffix;
    }

    /** Returns the name of the chain that learns clients. */
    String learn() {
        return "learn" + suffix;
    }

    /**
     * Returns the name of a chain that looks up the client, {@code affinity-nodeport-external4-…}.
     */
    String chain(String kind) {
        return "affinity" + kind + suffix;
    }
}
