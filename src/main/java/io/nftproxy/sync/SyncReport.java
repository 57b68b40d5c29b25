package io.nftproxy.sync;

import io.nftproxy.diff.CommitReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one sync did; metrics, health and the log are made of these.
 *
 * @param full whether it compared with the kernel's table rather than with what was applied last
 * @param durationNanos all of it, from taking the changes to the kernel's answer
 * @param servicesChanged Services rendered anew
 * @param commit what the transaction cost; {@link CommitReport#NOTHING} if none was needed
 * @param failure what went wrong; null if it succeeded
 * @param triggerDelaysNanos for each EndpointSlice change that is now in the kernel, the time since
 *     {@code endpoints.kubernetes.io/last-change-trigger-time}
 * @param repaired whether the table had been changed by somebody else and is as it was again
 * @param noLocalInternal service ports with internalTrafficPolicy Local, endpoints elsewhere and
 *     none here
 * @param noLocalExternal the same for externalTrafficPolicy
 */
public record SyncReport(
        boolean full,
        long durationNanos,
        int servicesChanged,
        CommitReport commit,
        @Nullable String failure,
        List<Long> triggerDelaysNanos,
        boolean repaired,
        int noLocalInternal,
        int noLocalExternal) {
    public SyncReport {
        triggerDelaysNanos = List.copyOf(triggerDelaysNanos);
    }

    public boolean succeeded() {
        return failure == null;
    }
}
