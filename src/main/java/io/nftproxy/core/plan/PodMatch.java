package io.nftproxy.core.plan;

import io.nftproxy.core.model.Cidr;

/** How to tell from a packet that a pod of this cluster sent it: {@code detectLocalMode}. */
public sealed interface PodMatch {
    /** By source address: modes ClusterCIDR and NodeCIDR. */
    record SourceIn(Cidr network) implements PodMatch {}

    /**
     * By the interface it came in on: modes BridgeInterface and InterfaceNamePrefix.
     *
     * @param pattern a name, or a prefix followed by {@code *}. Matched as text on each packet, as
     *     the interface may not be there yet when the rule is made
     */
    record InputInterface(String pattern) implements PodMatch {}
}
