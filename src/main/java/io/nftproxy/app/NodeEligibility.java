package io.nftproxy.app;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.serve.health.ProxyHealth;
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
