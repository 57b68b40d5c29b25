package io.nftproxy.sync;

import io.nftproxy.plan.ServicePlan;
import io.nftproxy.snapshot.ClusterState;
import java.util.List;

/**
 * Told what the kernel now holds, on the writer thread: whoever has to follow the table, as
 * conntrack or health check ports, starts here.
 */
@FunctionalInterface
public interface AppliedListener {
    /**
     * @param changed plans of Services that were looked at; an absent one is gone. After a full
     *     sync these are all
     * @param full whether it was a full sync
     */
    void applied(ClusterState cluster, List<ServicePlan> changed, boolean full);
}
