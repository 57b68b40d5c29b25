package io.nftproxy.sync.takeover;

import java.util.Optional;

/** Whether a service proxy, kube-proxy or nftproxy, runs on this node. */
@FunctionalInterface
public interface RunningProxy {
    /**
     * Looks for one.
     *
     * @return where it answered, {@code http://127.0.0.1:10256/healthz}; empty if nothing did
     */
    Optional<String> find();
}
