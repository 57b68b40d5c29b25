package io.nftproxy.core.plan;

import io.nftproxy.core.model.Cidr;

/** The rule match for packets from this cluster's pods, in one family. */
public sealed interface PodMatch {
    /** Matches the source address: modes ClusterCIDR and NodeCIDR. */
    record SourceIn(Cidr network) implements PodMatch {}

    /**
     * Matches the input interface: modes BridgeInterface and InterfaceNamePrefix.
     *
     * @param pattern a name, or a prefix followed by {@code *}. Matched by name and not by index,
     *     because the interface may not exist yet
     */
    record InputInterface(String pattern) implements PodMatch {}
}
