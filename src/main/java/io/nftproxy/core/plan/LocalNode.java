package io.nftproxy.core.plan;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What plans depend on of our node.
 *
 * @param zone null if the Node has no zone label
 * @param families those that the host has; Services are proxied in these only
 * @param addresses the node's primary address of each family it has
 */
public record LocalNode(
        String nodeName,
        @Nullable String zone,
        List<IpFamily> families,
        Map<IpFamily, IpAddress> addresses) {
    public LocalNode {
        families = List.copyOf(families);
        addresses = Map.copyOf(addresses);
    }

    public @Nullable IpAddress address(IpFamily family) {
        return addresses.get(family);
    }
}
