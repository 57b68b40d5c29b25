package io.nftproxy.sync;

import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.render.AffinityNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the clients that session affinity remembers, and logs when a map of them is full. The
 * kernel does not say so: a client that cannot be added is balanced without affinity. Owned by the
 * sync thread.
 */
public final class AffinityCensus {
    private static final Logger LOG = LoggerFactory.getLogger(AffinityCensus.class);

    private final Listener listener;
    private Set<String> full = Set.of();

    /** Receives the number of session affinity clients, on the sync thread. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Receives a count.
         *
         * @param clients of all Services; a client of several service ports counts for each
         * @param fullMaps maps that cannot take another client
         */
        void counted(long clients, int fullMaps);
    }

    public AffinityCensus(Listener listener) {
        this.listener = listener;
    }

    /** Takes the sizes of all sets that packets fill. */
    void counted(List<SetFill> fills) {
        long clients = 0;
        Set<String> nowFull = new HashSet<>();
        for (SetFill fill : fills) {
            if (AffinityNames.isClientMap(fill.set())) {
                clients += fill.elements();
                if (fill.isFull()) {
                    nowFull.add(fill.set());
                    warn(fill);
                }
            }
        }
        full = nowFull;
        listener.counted(clients, nowFull.size());
    }

    private void warn(SetFill fill) {
        if (!full.contains(fill.set())) {
            LOG.warn(
                    "Session affinity map {} is full: clients={}; new clients are balanced without"
                            + " affinity until some expire",
                    fill.set(),
                    fill.elements());
        }
    }
}
