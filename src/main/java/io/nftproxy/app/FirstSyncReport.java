package io.nftproxy.app;

import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what the first sync has to do without. Services and EndpointSlices are always there by then;
 * owned by the writer thread.
 */
final class FirstSyncReport implements SyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(FirstSyncReport.class);

    /** So long kube-proxy waits for its Node too. */
    private static final Duration NODE_WAIT = Duration.ofSeconds(30);

    /**
     * Lists arrive together: a first sync between two of them would take ServiceCIDRs out of the
     * table of the process before, only to put them back.
     */
    private static final Duration CIDR_WAIT = Duration.ofMillis(500);

    private final ChangeInbox inbox;
    private boolean isFirst = true;

    FirstSyncReport(ChangeInbox inbox) {
        this.inbox = inbox;
    }

    /** An inbox that waits for what a first sync needs. */
    static ChangeInbox inbox(LongSupplier nanoTime) {
        return new ChangeInbox(
                Set.of(Source.SERVICES, Source.ENDPOINT_SLICES),
                Map.of(Source.NODE, NODE_WAIT, Source.SERVICE_CIDRS, CIDR_WAIT),
                nanoTime);
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
