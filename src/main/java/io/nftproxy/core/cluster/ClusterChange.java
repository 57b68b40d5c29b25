package io.nftproxy.core.cluster;

import io.nftproxy.core.model.ObjectName;
import java.util.Set;

/**
 * What a delta really changed: events that lead back to the same state leave no trace.
 *
 * @param services Services that have to be looked at again, gone ones among them
 * @param node whether our Node changed, came or went: its addresses, labels or pod CIDRs
 * @param serviceCidrs whether the ServiceCIDRs changed
 */
public record ClusterChange(Set<ObjectName> services, boolean node, boolean serviceCidrs) {
    public boolean isEmpty() {
        return services.isEmpty() && !node && !serviceCidrs;
    }
}
