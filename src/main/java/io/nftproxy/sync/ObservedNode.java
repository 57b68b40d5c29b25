package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterChange;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.plan.LocalNode;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.NodeSettings;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The node as last observed: its Node, the addresses of its interfaces, the ServiceCIDRs, and the
 * plan that follows from them. Owned by the sync thread.
 */
final class ObservedNode {
    private final NodeSettings settings;
    private final Supplier<Set<IpAddress>> localAddresses;
    private final ClusterState cluster;
    private @Nullable Set<IpAddress> addresses;
    private LocalNode localNode;
    private @Nullable NodePlan plan;

    /** Whether a change is not part of the plan yet: reading the addresses may have failed. */
    private boolean changed;

    ObservedNode(
            NodeSettings settings, Supplier<Set<IpAddress>> localAddresses, ClusterState cluster) {
        this.settings = settings;
        this.localAddresses = localAddresses;
        this.cluster = cluster;
        this.localNode = settings.localNode(cluster.node());
    }

    /** Updates the node after a change of the cluster, and records the changes as pending. */
    void update(ClusterChange change, PendingChanges pending, Quarantine quarantine) {
        changed |= change.node() || change.serviceCidrs();
        if (change.node()) {
            pending.nodeChanged();
        }
        LocalNode seen = settings.localNode(cluster.node());
        if (!seen.equals(localNode)) {
            localNode = seen;
            pending.addServices(cluster.serviceNames());
        }
        Set<IpAddress> local = localAddresses.get();
        if (plan != null && !changed && local.equals(addresses)) {
            return;
        }
        addresses = local;
        NodePlan wanted = settings.plan(cluster.node(), local, cluster);
        if (!wanted.equals(plan)) {
            plan = wanted;
            pending.nodeChanged();
            quarantine.nodeChanged();
        }
        changed = false;
    }

    /** Returns the node as Services see it. */
    LocalNode localNode() {
        return localNode;
    }

    /** Returns the node's part of the table; there is one after the first {@link #update}. */
    NodePlan plan() {
        return Objects.requireNonNull(plan, "not observed yet");
    }
}
