package io.nftproxy.sync;

/**
 * Receives every commit, on the sync thread. Conntrack cleanup, the health check servers and other
 * things that have to match the kernel's table follow it through this.
 */
@FunctionalInterface
public interface CommitFollower {
    /**
     * Receives a commit after the kernel has acknowledged it. A change of the Node alone is a
     * commit without plans.
     */
    void onCommitted(Commit commit);
}
