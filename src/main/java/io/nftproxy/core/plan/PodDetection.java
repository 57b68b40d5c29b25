package io.nftproxy.core.plan;

import io.nftproxy.core.model.Cidr;
import java.util.List;

/** {@code detectLocalMode} with what it needs. */
public sealed interface PodDetection {
    /** Sources in these networks, the first of each family; none means pods cannot be told. */
    record ClusterCidr(List<Cidr> cidrs) implements PodDetection {
        public ClusterCidr {
            cidrs = List.copyOf(cidrs);
        }
    }

    /** Sources in our Node's {@code spec.podCIDRs}. */
    record NodeCidr() implements PodDetection {}

    /** Packets that come in on a bridge of this name. */
    record BridgeInterface(String name) implements PodDetection {}

    /** Packets that come in on interfaces whose name starts like this. */
    record InterfaceNamePrefix(String prefix) implements PodDetection {}
}
