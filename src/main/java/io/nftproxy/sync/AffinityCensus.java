package io.nftproxy.sync;

import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.render.AffinityNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when a map of session affinity is full. The kernel does not: a packet that cannot be learned
 * goes on as if there were no affinity. Owned by the writer thread.
 */
public final class AffinityCensus {
    private static final Logger LOG = LoggerFactory.getLogger(AffinityCensus.class);

    private final AffinityListener listener;
    private Set<String> full = Set.of();

    public AffinityCensus(AffinityListener listener) {
        this.listener = listener;
    }

    /** All sets that packets fill were counted. */
    void counted(List<SetFill> fills) {
        long clients = 0;
        Set<String> nowFull = new HashSet<>();
        for (SetFill fill : fills) {
            if (AffinityNames.isClientMap(fill.set())) {
                clients += fill.elements();
                if (fill.isFull()) {
                    nowFull.add(fill.set());
                    tell(fill);
                }
            }
        }
        full = nowFull;
        listener.counted(clients, nowFull.size());
    }

    private void tell(SetFill fill) {
        if (!full.contains(fill.set())) {
            LOG.warn(
                    "session affinity: {} is full with {} clients, others are balanced without"
                            + " affinity until some expire",
                    fill.set(),
                    fill.elements());
        }
    }
}
