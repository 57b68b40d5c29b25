package io.nftproxy.core.plan;

import io.nftproxy.core.model.Cidr;
import java.util.List;

/**
 * The operator's setting of how pods are recognized: {@code detectLocalMode} with its parameters.
 */
public sealed interface PodDetection {
    /**
     * Recognizes pods by source address in {@code clusterCIDR}: the first network of each family.
     * Without one, pods of that family are not recognized.
     */
    record ClusterCidr(List<Cidr> cidrs) implements PodDetection {
        public ClusterCidr {
            cidrs = List.copyOf(cidrs);
        }
    }

    /** Recognizes pods by source address in {@code spec.podCIDRs} of this machine's Node. */
    record NodeCidr() implements PodDetection {}

    /** Recognizes pods by the input interface, a bridge of this name. */
    record BridgeInterface(String name) implements PodDetection {}

    /** Recognizes pods by the input interface, whose name has this prefix. */
    record InterfaceNamePrefix(String prefix) implements PodDetection {}
}
