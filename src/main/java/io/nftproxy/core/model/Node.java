package io.nftproxy.core.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the proxy needs of its own Node.
 *
 * @param addresses {@code status.addresses}: InternalIPs first, then ExternalIPs, in their order
 * @param eligible false when it is being deleted or has the taint {@code
 *     ToBeDeletedByClusterAutoscaler}: load balancers should stop using it
 */
public record Node(
        String name,
        String uid,
        Map<String, String> labels,
        List<IpAddress> addresses,
        List<Cidr> podCidrs,
        boolean eligible) {
    private static final String ZONE_LABEL = "topology.kubernetes.io/zone";

    public Node {
        labels = Map.copyOf(labels);
        addresses = List.copyOf(addresses);
        podCidrs = List.copyOf(podCidrs);
    }

    /**
     * Returns this Node with the addresses and podCIDRs of the one before where it has none. A Node
     * that was deleted and registers again gets them a while later, from the kubelet or the cloud's
     * controller, and from the controller that allocates podCIDRs.
     */
    public Node filledFrom(@Nullable Node before) {
        if (before == null || !(addresses.isEmpty() || podCidrs.isEmpty())) {
            return this;
        }
        return new Node(
                name,
                uid,
                labels,
                addresses.isEmpty() ? before.addresses : addresses,
                podCidrs.isEmpty() ? before.podCidrs : podCidrs,
                eligible);
    }

    /** The label {@code topology.kubernetes.io/zone}; null if unset. */
    public @Nullable String zone() {
        return labels.get(ZONE_LABEL);
    }

    /** The first address of a family, internal before external; null if there is none. */
    public @Nullable IpAddress address(IpFamily family) {
        for (IpAddress address : addresses) {
            if (address.family() == family) {
                return address;
            }
        }
        return null;
    }
}
