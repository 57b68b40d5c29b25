package io.nftproxy.render;

import io.nftproxy.model.Endpoint;
import io.nftproxy.ruleset.SetSpec;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints that left the pool of a service port with session affinity: their clients have to be
 * forgotten.
 *
 * @param clients the map from client to endpoint; for IPv6 to its address only
 * @param clientPorts for IPv6 the map from client to port; null for IPv4
 * @param members who is in the pool now: whoever is remembered for another one has to go
 */
public record PoolDeparture(SetSpec clients, @Nullable SetSpec clientPorts, Set<Endpoint> members) {
    public PoolDeparture {
        members = Set.copyOf(members);
    }
}
