package io.nftproxy.takeover;

import io.nftproxy.diff.CommitRejected;
import io.nftproxy.diff.KernelFailure;
import io.nftproxy.diff.Operation;
import io.nftproxy.ruleset.TableRef;
import io.nftproxy.sync.Predecessor;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kube-proxy as the one before us: its nftables, and its chains in those of iptables-nft.
 *
 * <p>Asked at each full sync, so that what a kube-proxy wrote which ran beside us for a while does
 * not stay until the next restart.
 */
public final class Takeover implements Predecessor {
    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    private final ForeignTables tables;
    private final TakeoverEvents events;
    private KubeProxyRules found = KubeProxyRules.NONE;

    public Takeover(ForeignTables tables, TakeoverEvents events) {
        this.tables = tables;
        this.events = events;
    }

    @Override
    public List<Operation> leaving() {
        try {
            found = KubeProxyRules.in(tables);
        } catch (KernelFailure e) {
            LOG.warn("cannot look for rules of kube-proxy: {}", e.getMessage());
            found = KubeProxyRules.NONE;
        }
        return found.removal();
    }

    @Override
    public void left() {
        LOG.info("took over from kube-proxy: {}", found);
        events.tookOver(found.toString());
        for (Departure departure : found.departures()) {
            if (departure.closesForward()) {
                warnAboutForward(departure.table());
            }
        }
    }

    private void warnAboutForward(TableRef table) {
        String message =
                ("the chain FORWARD of %s drops by default, and KUBE-FORWARD, which accepted packets"
                                + " of services there, is gone: something else has to accept them")
                        .formatted(table);
        LOG.warn("{}", message);
        events.attention(message);
    }

    @Override
    public void refused(CommitRejected reason) {
        LOG.warn("rules of kube-proxy stay, {}: {}", found, reason.getMessage());
    }
}
