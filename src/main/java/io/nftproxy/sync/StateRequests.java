package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.plan.LocalNode;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The requests of other threads for the state of the proxy. The sync thread answers them between
 * two syncs, so that no thread waits for a lock. Without a request, this costs it one read of a
 * field.
 */
final class StateRequests {
    private final Queue<CompletableFuture<ProxyState>> waiting = new ConcurrentLinkedQueue<>();
    private final ClusterState cluster;
    private final TableSync table;

    StateRequests(ClusterState cluster, TableSync table) {
        this.cluster = cluster;
        this.table = table;
    }

    /** Adds a request; the caller wakes the sync thread afterwards. */
    CompletableFuture<ProxyState> add() {
        CompletableFuture<ProxyState> request = new CompletableFuture<>();
        waiting.add(request);
        return request;
    }

    /** Answers all requests, on the sync thread. */
    void answer(LocalNode localNode, PendingChanges pending) {
        CompletableFuture<ProxyState> request = waiting.poll();
        if (request == null) {
            return;
        }
        ProxyState state =
                new ProxyState(
                        List.copyOf(cluster.services()),
                        List.copyOf(cluster.slices()),
                        List.copyOf(table.applied().plans()),
                        localNode,
                        table.applied().node(),
                        table.quarantine().reasons(),
                        pending.need().toString());
        for (; request != null; request = waiting.poll()) {
            request.complete(state);
        }
    }
}
