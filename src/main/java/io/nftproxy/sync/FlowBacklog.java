package io.nftproxy.sync;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Frontends whose flows are to be looked through. What the writer thread adds stays until a look
 * with it, or with something younger, succeeded.
 */
final class FlowBacklog {
    private final Map<UdpFrontend, Set<Endpoint>> waiting = new ConcurrentHashMap<>();

    /** What the look under way is for. Written by the cleaning thread only. */
    private Map<UdpFrontend, Set<Endpoint>> underWay = Map.of();

    /** Adds to what waits, replacing what was known of the same frontends. */
    synchronized void add(Map<UdpFrontend, Set<Endpoint>> serving) {
        if (!serving.isEmpty()) {
            waiting.putAll(serving);
            notifyAll();
        }
    }

    /**
     * Waits until there is something to do, and takes all of it.
     *
     * @return the frontends taken
     */
    synchronized Set<UdpFrontend> take() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        underWay = Map.copyOf(waiting);
        waiting.clear();
        return underWay.keySet();
    }

    /** Those families were looked through; what was taken for the others waits again. */
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
     * Who serves a frontend, as last heard, be it after the look began: a flow to an endpoint that
     * has just come must not be taken for a stale one.
     *
     * @return null if nothing is known, so that its flows are none of our business now
     */
    @Nullable Set<Endpoint> serving(IpFamily family, FrontendKey key) {
        UdpFrontend frontend = new UdpFrontend(family, key);
        Set<Endpoint> latest = waiting.get(frontend);
        return latest != null ? latest : underWay.get(frontend);
    }
}
