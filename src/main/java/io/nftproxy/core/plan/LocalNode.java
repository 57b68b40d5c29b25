package io.nftproxy.core.plan;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Scheduler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This machine as the plans of Services depend on it.
 *
 * @param zone null without a zone label
 * @param families the families that the host supports; Services are proxied in these only
 * @param addresses the node's primary address of each family; a family may be missing
 * @param scheduler of Services without a scheduler of their own
 */
public record LocalNode(
        String nodeName,
        @Nullable String zone,
        List<IpFamily> families,
        Map<IpFamily, IpAddress> addresses,
        Scheduler scheduler) {
    public LocalNode {
        families = List.copyOf(families);
        addresses = Map.copyOf(addresses);
    }

    public @Nullable IpAddress address(IpFamily family) {
        return addresses.get(family);
    }
}
