package io.nftproxy.app;

import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.sync.LoopClock;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns about a first sync without the Node or the ServiceCIDRs. The first sync always has Services
 * and EndpointSlices. Owned by the sync thread.
 */
final class FirstSyncLog implements SyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(FirstSyncLog.class);

    /** kube-proxy waits for its Node as long. */
    private static final Duration NODE_WAIT = Duration.ofSeconds(30);

    /**
     * The lists arrive within this time of each other. A first sync between them would remove the
     * ServiceCIDRs from an existing table and add them again.
     */
    private static final Duration CIDR_WAIT = Duration.ofMillis(500);

    private final ChangeInbox inbox;
    private boolean isFirst = true;

    FirstSyncLog(ChangeInbox inbox) {
        this.inbox = inbox;
    }

    /** Returns an inbox that waits for the lists that a first sync needs. */
    static ChangeInbox inbox(LoopClock clock) {
        return new ChangeInbox(
                Set.of(Source.SERVICES, Source.ENDPOINT_SLICES),
                Map.of(Source.NODE, NODE_WAIT, Source.SERVICE_CIDRS, CIDR_WAIT),
                clock);
    }

    @Override
    public void syncStarted(long sinceNanos) {
        if (!isFirst) {
            return;
        }
        isFirst = false;
        Set<Source> missing = inbox.missing();
        if (missing.contains(Source.NODE)) {
            LOG.warn(
                    "First sync without the Node: not read for {}s; its addresses, zone and"
                            + " podCIDRs count as soon as it is read",
                    NODE_WAIT.toSeconds());
        }
        if (missing.contains(Source.SERVICE_CIDRS)) {
            LOG.info(
                    "First sync without ServiceCIDRs: not read yet; unallocated ClusterIPs are"
                            + " dropped as soon as they are");
        }
    }

    @Override
    public void synced(SyncReport report) {}
}
