package io.nftproxy.sync;

import io.nftproxy.core.diff.KernelTable;

/** Whoever did our work on this node before us, and left rules in other tables of the kernel. */
@FunctionalInterface
public interface Predecessor {
    /** There was nobody. */
    Predecessor NONE = _ -> {};

    /**
     * Removes what there is of its rules, now that ours stand. Called on the writer thread behind
     * each full sync; a failure is told to the operator, and is none of the sync's.
     *
     * @param kernel by which to commit
     */
    void leave(KernelTable kernel);
}
