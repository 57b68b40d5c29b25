package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.plan.ServicePlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /**
     * Told in front of {@link #applied} behind a full sync: UDP frontends that the kernel's table
     * had before it, by us or by a process before us. Some may be nobody's now.
     */
    default void replaced(Map<IpFamily, Set<FrontendKey>> udpFrontends) {}

    /**
     * The table had been modified by another process, and is restored: packets may have passed
     * without it. Called after {@link #applied}.
     *
     * @param plans of all Services
     */
    default void restored(List<ServicePlan> plans) {}

    /**
     * Our own Node changed, which need not lead to a sync. Called on the writer thread.
     *
     * @param node null if there is none any more
     */
    default void nodeChanged(@Nullable Node node) {}
}
