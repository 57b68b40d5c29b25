package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.plan.ServicePlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of one sync, as a delta to the previous commit. The first commit after a start is a
 * delta to an empty table.
 *
 * @param cluster as it is now
 * @param report what the transaction cost; {@link CommitReport#NOTHING} if none was needed
 * @param plans of the Services that were synced, some perhaps unchanged; an absent one is gone
 * @param found UDP frontends that the kernel's table had before it was read, of this process or one
 *     before it; some may belong to no Service now. Empty if the table was not read
 * @param fills how full the sets are that packets fill; empty if the table was not read
 * @param restored whether another process had modified the table: packets may have passed while it
 *     was not whole, and {@code plans} are those of all Services
 */
public record Commit(
        ClusterState cluster,
        CommitReport report,
        List<ServicePlan> plans,
        Map<IpFamily, Set<FrontendKey>> found,
        List<SetFill> fills,
        boolean restored) {
    /** Returns this node's Node; null if it does not exist. */
    public @Nullable Node node() {
        return cluster.nodeExists() ? cluster.node() : null;
    }
}
