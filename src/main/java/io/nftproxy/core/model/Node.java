package io.nftproxy.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Node object of the machine that the proxy runs on, reduced to the fields it reads.
 *
 * @param addresses {@code status.addresses}: InternalIPs first, then ExternalIPs, in their order
 * @param eligible whether load balancers should send traffic to this node: false while it is being
 *     deleted or has the taint {@code ToBeDeletedByClusterAutoscaler}
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
     * Returns this Node, with what it lacks copied from an earlier state: the addresses of a family
     * of which it has none, and podCIDRs. A Node that was deleted and registered again has neither
     * until the kubelet, the cloud controller and the podCIDR allocator set them.
     */
    public Node filledFrom(@Nullable Node before) {
        if (before == null) {
            return this;
        }
        List<IpAddress> filled = new ArrayList<>(addresses);
        for (IpAddress address : before.addresses) {
            if (address(address.family()) == null) {
                filled.add(address);
            }
        }
        return new Node(
                name,
                uid,
                labels,
                filled,
                podCidrs.isEmpty() ? before.podCidrs : podCidrs,
                eligible);
    }

    /** Returns the label {@code topology.kubernetes.io/zone}; null if unset. */
    public @Nullable String zone() {
        return labels.get(ZONE_LABEL);
    }

    /** Returns the first address of a family, internal before external; null if there is none. */
    public @Nullable IpAddress address(IpFamily family) {
        for (IpAddress address : addresses) {
            if (address.family() == family) {
                return address;
            }
        }
        return null;
    }
}
