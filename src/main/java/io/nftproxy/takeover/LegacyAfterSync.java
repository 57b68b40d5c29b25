package io.nftproxy.takeover;

import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes kube-proxy's rules from iptables-legacy once, behind the first sync that succeeds, so
 * that ours stand before they go. On a thread of its own, for the tool may wait for a lock.
 */
public final class LegacyAfterSync implements SyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(LegacyAfterSync.class);

    private final LegacyTakeover legacy;
    private final TakeoverEvents events;

    /** Of the writer thread. */
    private boolean done;

    public LegacyAfterSync(LegacyTakeover legacy, TakeoverEvents events) {
        this.legacy = legacy;
        this.events = events;
    }

    @Override
    public void synced(SyncReport report) {
        if (!done && report.succeeded()) {
            done = true;
            Thread.ofPlatform().daemon().name("iptables-legacy").start(this::run);
        }
    }

    private void run() {
        LegacyTakeover.Result result = legacy.run();
        for (String removed : result.removed()) {
            LOG.info("took over from kube-proxy: removed {}", removed);
            events.tookOver(removed);
        }
        for (String problem : result.problems()) {
            LOG.warn("{}", problem);
            events.attention(problem);
        }
    }
}
