package io.nftproxy.core.plan;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who may connect to a load balancer's VIPs. */
final class SourceRanges {
    private SourceRanges() {}

    /**
     * The networks let in, none inside another: the kernel refuses such pairs.
     *
     * @param ranges {@code loadBalancerSourceRanges}, of both families
     * @param vips all VIPs of the Service, of both families
     * @param nodeAddress our node's address in this family; if the ranges let it in, the VIPs are
     *     let in too, as the node uses a VIP as its source when it connects to it
     * @return empty if everybody may connect
     */
    static List<Cidr> allowed(
            List<Cidr> ranges,
            List<IpAddress> vips,
            IpFamily family,
            @Nullable IpAddress nodeAddress) {
        if (ranges.isEmpty()) {
            return List.of();
        }
        TreeSet<Cidr> all = new TreeSet<>();
        boolean nodeAllowed = false;
        for (Cidr range : ranges) {
            if (range.family() == family) {
                all.add(range);
                nodeAllowed |= nodeAddress != null && range.contains(nodeAddress);
            }
        }
        if (nodeAllowed) {
            for (IpAddress vip : vips) {
                if (vip.family() == family) {
                    all.add(new Cidr(vip, family.addressLengthBits()));
                }
            }
        }
        return Cidr.disjoint(all);
    }
}
