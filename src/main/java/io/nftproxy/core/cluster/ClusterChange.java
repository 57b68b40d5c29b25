package io.nftproxy.core.cluster;

import io.nftproxy.core.model.ObjectName;
import java.util.Set;

/**
 * The effect of a delta on the cluster. Events that lead back to the earlier state are not in it.
 *
 * @param services Services to plan again, deleted ones included
 * @param node whether the Node of this machine was added, changed or deleted
 * @param serviceCidrs whether the ServiceCIDRs changed
 */
public record ClusterChange(Set<ObjectName> services, boolean node, boolean serviceCidrs) {}
