package io.nftproxy.testing;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.sync.Commit;
import java.util.List;
import java.util.Map;

/** Commits that followers receive. */
public final class Commits {
    private Commits() {}

    /** Returns a commit of these plans; the kernel's table was not read. */
    public static Commit of(ClusterState cluster, List<ServicePlan> plans) {
        return of(cluster, plans, false);
    }

    /** Returns a commit that restored a table which another process had modified. */
    public static Commit restored(ClusterState cluster, List<ServicePlan> plans) {
        return of(cluster, plans, true);
    }

    private static Commit of(ClusterState cluster, List<ServicePlan> plans, boolean restored) {
        return new Commit(cluster, CommitReport.NOTHING, plans, Map.of(), List.of(), restored);
    }
}
