package io.nftproxy.core.explain;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.SetFill;
import java.util.List;

/**
 * The port to what a kernel holds, for a person's question. It reads only, over sockets of its own,
 * so that it never delays a sync. Used by one thread.
 */
public interface KernelView extends AutoCloseable {
    /**
     * Returns the element counts of dynamic sets, without reading elements; empty if the kernel
     * does not report them.
     */
    List<SetFill> fills() throws KernelFailure;

    /** Returns the generation of the network namespace's ruleset: the number of commits to it. */
    int generation() throws KernelFailure;

    @Override
    void close();
}
