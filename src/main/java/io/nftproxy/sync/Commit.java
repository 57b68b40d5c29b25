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
 * What one sync brought to the kernel, as the difference to the commit before. The first one after
 * a start is the difference to nothing.
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
    /** Our Node; null if the API server has none (any more). */
    public @Nullable Node node() {
        return cluster.nodeExists() ? cluster.node() : null;
    }

    /** A commit of these plans that found nothing. */
    public static Commit of(ClusterState cluster, List<ServicePlan> plans) {
        return new Commit(cluster, CommitReport.NOTHING, plans, Map.of(), List.of(), false);
    }

    /** The same after another process had modified the table. */
    public Commit asRestored() {
        return new Commit(cluster, report, plans, found, fills, true);
    }
}
