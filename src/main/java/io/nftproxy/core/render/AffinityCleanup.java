package io.nftproxy.core.render;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.nft.SetSpec;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pending cleanup of the clients in one affinity pool: clients of removed endpoints are deleted,
 * and a shorter timeout is applied to the others.
 *
 * @param clients the map from client to endpoint, for IPv6 to the endpoint's address only
 * @param clientPorts the IPv6 map from client to port; null for IPv4
 * @param members the endpoints in the pool now; clients of any other endpoint are deleted
 * @param shortenedToMs the new timeout of stored clients; 0 if their timeout does not change
 * @param rulesChange whether the same change replaces the rules that learn: until the commit, they
 *     may store clients of a removed endpoint, so that a second cleanup is needed
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
