package io.nftproxy;

import io.nftproxy.health.ProxyHealth;
import io.nftproxy.model.Node;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.snapshot.ClusterState;
import io.nftproxy.sync.AppliedListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells /healthz of the Node as soon as it changes: a taint that keeps load balancers away changes
 * no rule.
 */
record NodeEligibility(ProxyHealth health) implements AppliedListener {
    @Override
    public void applied(ClusterState cluster, List<ServicePlan> changed, boolean full) {}

    @Override
    public void nodeChanged(@Nullable Node node) {
        health.nodeChanged(node);
    }
}
