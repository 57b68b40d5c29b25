package io.nftproxy.sync;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The frontends whose flows must be cleaned up. An entry stays until a pass that covers it, or a
 * newer entry of the same frontend, has succeeded.
 */
final class FlowBacklog {
    private final Map<FamilyFrontend, Set<Endpoint>> waiting = new ConcurrentHashMap<>();

    /** The entries that the running pass covers. Written by the conntrack thread only. */
    private Map<FamilyFrontend, Set<Endpoint>> underWay = Map.of();

    /** Adds frontends, replacing older entries of the same ones. */
    synchronized void add(Map<FamilyFrontend, Set<Endpoint>> serving) {
        if (!serving.isEmpty()) {
            waiting.putAll(serving);
            notifyAll();
        }
    }

    /**
     * Waits for entries and takes all of them.
     *
     * @return the frontends taken
     */
    synchronized Set<FamilyFrontend> take() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        underWay = Map.copyOf(waiting);
        waiting.clear();
        return underWay.keySet();
    }

    /** Ends a pass. Entries of families that were not cleaned wait again. */
    synchronized void settle(Set<IpFamily> done) {
        underWay.forEach(
                (frontend, serving) -> {
                    if (!done.contains(frontend.family())) {
                        waiting.putIfAbsent(frontend, serving);
                    }
                });
        underWay = Map.of();
    }

    /**
     * Returns the endpoints that serve a frontend, by the newest commit, even one after the pass
     * began: a flow to an endpoint that has just come must not be taken for a stale one.
     *
     * @return null if the pass does not cover the frontend
     */
    @Nullable Set<Endpoint> serving(IpFamily family, FrontendKey key) {
        FamilyFrontend frontend = new FamilyFrontend(family, key);
        Set<Endpoint> latest = waiting.get(frontend);
        return latest != null ? latest : underWay.get(frontend);
    }
}
