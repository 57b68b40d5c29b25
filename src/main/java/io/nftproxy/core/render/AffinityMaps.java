package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;

/** Tells the maps that session affinity keeps clients in from all others. */
public final class AffinityMaps {
    private AffinityMaps() {}

    /**
     * Whether each element of a map is a client. For IPv6 there is another map with an element for
     * each client, which does not count.
     *
     * @param map for example {@code affinity-local4-default/web/http/tcp}
     */
    public static boolean holdsClients(String map) {
        for (IpFamily family : IpFamily.values()) {
            if (map.startsWith("affinity" + family.suffix() + "-")
                    || map.startsWith("affinity-local" + family.suffix() + "-")) {
                return true;
            }
        }
        return false;
    }
}
