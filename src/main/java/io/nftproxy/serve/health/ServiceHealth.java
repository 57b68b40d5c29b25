package io.nftproxy.serve.health;

import io.nftproxy.core.model.IpFamily;
import java.util.Map;

/**
 * The health of one Service on this node.
 *
 * @param port {@code spec.healthCheckNodePort}
 * @param localEndpoints for each family of the Service, the number of distinct addresses on this
 *     node that are ready and serve any of its ports; the port answers for these families only
 */
public record ServiceHealth(int port, Map<IpFamily, Integer> localEndpoints) {
    public ServiceHealth {
        localEndpoints = Map.copyOf(localEndpoints);
    }
}
