package io.nftproxy.sync;

/**
 * Receives every commit, on the sync thread. Conntrack cleanup, the health check servers and other
 * things that have to match the kernel's table follow it through this.
 */
@FunctionalInterface
public interface CommitFollower {
    /** The kernel has acknowledged a commit. A change of our Node is one, if an empty one. */
    void onCommitted(Commit commit);
}
