package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.model.Node;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever follows the table. One that throws is logged: the others hear all the same, and
 * what the kernel has taken stays taken.
 */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final SyncLog log = new SyncLog();
    private final List<SyncListener> sync;
    private final List<AppliedListener> applied;

    Listeners(List<SyncListener> sync, List<AppliedListener> applied) {
        this.sync = List.copyOf(sync);
        this.applied = List.copyOf(applied);
    }

    void syncStarted(long sinceNanos) {
        tell(sync, listener -> listener.syncStarted(sinceNanos));
    }

    void synced(SyncReport report) {
        tell(sync, listener -> listener.synced(report));
        log.synced(report);
    }

    void nodeChanged(@Nullable Node node) {
        tell(applied, listener -> listener.nodeChanged(node));
    }

    void applied(ClusterState cluster, TableSync.Outcome outcome, boolean full) {
        tell(applied, listener -> listener.replaced(outcome.replaced()));
        tell(applied, listener -> listener.applied(cluster, outcome.plans(), full));
    }

    void restored(TableSync.Outcome outcome) {
        tell(applied, listener -> listener.restored(outcome.plans()));
    }

    void counted(AffinityCensus census, List<SetFill> fills) {
        tell(List.of(census), one -> one.counted(fills));
    }

    private static <T> void tell(List<T> listeners, Consumer<T> what) {
        for (T listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("a listener failed: {}", listener.getClass().getName(), e);
            }
        }
    }
}
