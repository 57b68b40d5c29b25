package io.nftproxy.core.render;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.nft.SetSpec;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Clients of a service port with session affinity have to be looked through: endpoints left the
 * pool, and their clients have to be forgotten; or the timeout is shorter than it was.
 *
 * @param clients the map from client to endpoint; for IPv6 to its address only
 * @param clientPorts for IPv6 the map from client to port; null for IPv4
 * @param members who is in the pool now: whoever is remembered for another one has to go
 * @param shortenedToMs after which clients known so far are forgotten unless they connect again; 0
 *     if the time that they have left stays
 * @param rulesChange whether the rules that learn change along with it: until the commit, clients
 *     may be learned for an endpoint that left
 */
public record AffinityCleanup(
        SetSpec clients,
        @Nullable SetSpec clientPorts,
        Set<Endpoint> members,
        long shortenedToMs,
        boolean rulesChange) {
    public AffinityCleanup {
        members = Set.copyOf(members);
    }
}
