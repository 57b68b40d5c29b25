package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.sync.Predecessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from nftables what kube-proxy left there, as soon as our own rules stand.
 *
 * <p>That takes two transactions: ours come with the sync, kube-proxy's go right behind it. In
 * between both stand, and do the same. One transaction for both would leave a gap, however small: a
 * packet passes the base chains of both one after the other, so one that has passed ours just
 * before the commit, and meets kube-proxy's just after it, would find neither.
 *
 * <p>Looks again behind each full sync, so that what was written by a kube-proxy that ran beside us
 * for a while does not stay until the next restart.
 */
public final class Takeover implements Predecessor {
    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    private final ForeignTables tables;
    private final TakeoverEvents events;

    public Takeover(ForeignTables tables, TakeoverEvents events) {
        this.tables = tables;
        this.events = events;
    }

    @Override
    public void leave(KernelTable kernel) {
        try {
            KubeProxyRules removed = Removal.of(tables, kernel);
            if (!removed.isEmpty()) {
                tell(removed);
            }
        } catch (KernelFailure e) {
            LOG.warn("rules of kube-proxy stay beside ours: {}", e.getMessage());
            events.attention("Rules of kube-proxy stay beside ours: " + e.getMessage());
        }
    }

    private void tell(KubeProxyRules removed) {
        LOG.info("took over from kube-proxy: removed {}", removed);
        events.tookOver(removed.toString());
        for (Departure departure : removed.departures()) {
            if (departure.closesForward()) {
                warnAboutForward(departure.table());
            }
        }
    }

    private void warnAboutForward(TableRef table) {
        String message =
                ("the chain FORWARD of %s drops by default, and KUBE-FORWARD, which accepted"
                                + " packets of services there, is gone: something else has to accept them")
                        .formatted(table);
        LOG.warn("{}", message);
        events.attention(message);
    }
}
