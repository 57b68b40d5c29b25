package io.nftproxy.core.plan;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The sources that may connect to the load balancer IPs of a Service. */
final class SourceRanges {
    private SourceRanges() {}

    /**
     * Returns the allowed networks, none inside another: the kernel rejects overlapping intervals.
     *
     * @param ranges {@code loadBalancerSourceRanges}, of both families
     * @param vips all load balancer IPs of the Service, of both families
     * @param nodeAddress our node's address in this family. If the ranges allow it, the VIPs are
     *     allowed too, because the node uses the VIP as the source address when it connects to the
     *     VIP
     * @return empty if every source may connect
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
