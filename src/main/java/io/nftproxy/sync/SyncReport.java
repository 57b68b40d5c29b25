package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.render.AppliedTable;
import io.nftproxy.core.render.NoLocalEndpoints;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of one sync, for metrics, health and the log.
 *
 * @param full whether the kernel's table was read and compared as a whole
 * @param durationNanos from taking the changes out of the inbox to the kernel's answer
 * @param servicesChanged the number of Services that were rendered
 * @param commit what the transaction cost; {@link CommitReport#NOTHING} if none was needed
 * @param failure the reason; null if it succeeded
 * @param triggerDelaysNanos for each EndpointSlice change that is now in the kernel, by the slice's
 *     family, the time since {@code endpoints.kubernetes.io/last-change-trigger-time}
 * @param repaired whether the sync restored a table that another process had modified
 * @param noLocalInternal by family, the number of service ports with internalTrafficPolicy Local,
 *     endpoints elsewhere and none here; a family that is absent has none
 * @param noLocalExternal the same for externalTrafficPolicy
 */
public record SyncReport(
        boolean full,
        long durationNanos,
        int servicesChanged,
        CommitReport commit,
        @Nullable String failure,
        Map<IpFamily, List<Long>> triggerDelaysNanos,
        boolean repaired,
        Map<IpFamily, Integer> noLocalInternal,
        Map<IpFamily, Integer> noLocalExternal) {
    public SyncReport {
        triggerDelaysNanos = Map.copyOf(triggerDelaysNanos);
        noLocalInternal = Map.copyOf(noLocalInternal);
        noLocalExternal = Map.copyOf(noLocalExternal);
    }

    public boolean succeeded() {
        return failure == null;
    }

    static SyncReport of(
            Need need,
            ClusterState cluster,
            AppliedTable table,
            long nanos,
            CommitReport commit,
            Map<IpFamily, List<Long>> delays,
            @Nullable String failure) {
        boolean repaired =
                failure == null
                        && need instanceof Need.Everything everything
                        && everything.why().contains(Need.Why.FOREIGN_CHANGE)
                        && commit.operations() > 0;
        int services =
                switch (need) {
                    case Need.Nothing _ -> 0;
                    case Need.Services some -> some.names().size();
                    case Need.Everything _ -> cluster.serviceCount();
                };
        return new SyncReport(
                need instanceof Need.Everything,
                nanos,
                services,
                commit,
                failure,
                delays,
                repaired,
                table.noLocal(NoLocalEndpoints.INTERNAL),
                table.noLocal(NoLocalEndpoints.EXTERNAL));
    }
}
