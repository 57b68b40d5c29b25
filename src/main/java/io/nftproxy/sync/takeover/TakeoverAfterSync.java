package io.nftproxy.sync.takeover;

import io.nftproxy.sync.SyncListener;
import io.nftproxy.sync.SyncReport;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes once, after the first sync that succeeds, what kube-proxy has outside of nftables, so
 * that our rules stand before that goes. On a thread of its own: iptables-legacy may wait for a
 * lock, and the kernel takes a while for an interface with thousands of addresses.
 */
public final class TakeoverAfterSync implements SyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(TakeoverAfterSync.class);

    private final List<Supplier<Outcome>> steps;
    private final TakeoverEvents events;

    /** Of the writer thread. */
    private boolean done;

    /**
     * @param steps what to do, in order
     */
    public TakeoverAfterSync(List<Supplier<Outcome>> steps, TakeoverEvents events) {
        this.steps = List.copyOf(steps);
        this.events = events;
    }

    @Override
    public void synced(SyncReport report) {
        if (!done && report.succeeded()) {
            done = true;
            Thread.ofPlatform().daemon().name("takeover").start(this::run);
        }
    }

    private void run() {
        for (Supplier<Outcome> step : steps) {
            Outcome outcome = step.get();
            for (String removed : outcome.removed()) {
                LOG.info("took over from kube-proxy: removed {}", removed);
                events.tookOver(removed);
            }
            for (String problem : outcome.problems()) {
                LOG.warn("{}", problem);
                events.attention(problem);
            }
        }
    }
}
