package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ServicePortName;
import java.util.Locale;

/**
 * Names of what a service port with session affinity owns, {@code affinity4-default/web/http/tcp}.
 *
 * <p>They end in the protocol: nft 1.0.6 prints a name directly followed by a colon, and would read
 * a name that ends in hexadecimal digits back as part of an IPv6 address.
 *
 * @param id {@code default/web/http/tcp}, at most {@value #ID_MAX} characters
 */
public record AffinityNames(String id, String suffix) {
    /** The kernel's limit is 255; the longest prefix has 28 characters. */
    private static final int ID_MAX = 200;

    static AffinityNames of(ServicePortName name, IpFamily family) {
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
     * Returns whether each element of a map stands for one client. The IPv6 map of ports has one
     * for each client too, and is left out so that nobody counts twice.
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

    /** Which endpoint a client was sent to; for IPv6 its address only. */
    String clients(boolean local) {
        return (local ? "affinity-local" : "affinity") + suffix;
    }

    /** For IPv6: which port a client was sent to. */
    String clientPorts(boolean local) {
        return (local ? "affinity-local-port" : "affinity-port") + suffix;
    }

    /** Endpoints that may be learned. */
    String pool(boolean local) {
        return (local ? "affinity-local-pool" : "affinity-pool") + suffix;
    }

    /** Where connections are learned. */
    String learn() {
        return "learn" + suffix;
    }

    /** A chain that looks the client up, {@code affinity-nodeport-external4-…}. */
    String chain(String kind) {
        return "affinity" + kind + suffix;
    }
}
