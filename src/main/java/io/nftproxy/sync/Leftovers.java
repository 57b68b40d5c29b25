package io.nftproxy.sync;

import io.nftproxy.core.diff.KernelTable;

/** The rules that kube-proxy left in other tables of the kernel. */
@FunctionalInterface
public interface Leftovers {
    /** No leftovers: removes nothing. */
    Leftovers NONE = _ -> {};

    /**
     * Removes the leftovers. Called on the sync thread after each full sync, when the rules of
     * nftproxy are in the kernel. A failure is reported here and does not fail the sync.
     *
     * @param kernel through which to commit
     */
    void remove(KernelTable kernel);
}
